package org.anfitrion.testkit.contract.broken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.anfitrion.testkit.contract.report.Report;
import org.anfitrion.testkit.contract.report.ReportFile;
import org.anfitrion.testkit.contract.report.RuleResult;
import org.anfitrion.testkit.contract.report.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * The contract finds what is wrong with a driver, and says which rule it breaks. Each subclass has faults of some families, so
 * that they are looked for in processes of their own.
 */
abstract class BrokenDrivers {

    private static final Path REPORTS = Path.of(
            "target/broken-drivers", Long.toString(ProcessHandle.current().pid()));

    @BeforeAll
    static void keepTheirReportsApart() {
        System.setProperty(ReportFile.DIRECTORY, REPORTS.toString());
    }

    @AfterAll
    static void putReportsWhereTheyBelong() {
        System.clearProperty(ReportFile.DIRECTORY);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsFoundByTheRuleThatItBreaksAndByNoOther(Fault fault) {
        EngineExecutionResults results = contractOn(fault);
        Report report = ReportFile.read(REPORTS.resolve(BrokenContract.NAME + ".json"));
        Set<String> broken = report.rules().stream()
                .filter(rule -> rule.verdict() == Verdict.FAIL)
                .map(RuleResult::rule)
                .collect(Collectors.toSet());
        List<String> messages = messages(results);
        assertEquals(Set.of(fault.rule().id()), broken, () -> String.join("\n", messages));
        assertFalse(messages.isEmpty(), "no test failed");
        assertTrue(
                messages.stream()
                        .allMatch(message ->
                                message.contains("breaks " + fault.rule().id())
                                        && message.contains(fault.rule().text())
                                        && message.contains(fault.rule().reason())),
                () -> String.join("\n", messages));
    }

    private static EngineExecutionResults contractOn(Fault fault) {
        BrokenContract.is(fault);
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(BrokenContract.of(fault.rule())))
                .execute();
    }

    private static List<String> messages(EngineExecutionResults results) {
        return results.testEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .map(Throwable::getMessage)
                        .orElse("nothing"))
                .toList();
    }
}
