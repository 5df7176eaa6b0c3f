package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.anfitrion.testkit.contract.broken.Wrapped;
import org.anfitrion.testkit.contract.report.FeatureResult;
import org.anfitrion.testkit.contract.report.Report;
import org.anfitrion.testkit.contract.report.ReportFile;
import org.anfitrion.testkit.contract.report.RuleResult;
import org.anfitrion.testkit.contract.report.Verdict;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The contract copes with backends that can little, that do not know, and that cannot be had. */
class UnlikeBackendsTest {

    private static final Path REPORTS = Path.of("target/unlike-backends");

    private static volatile Backend backend;

    /** The contract on the backend at hand. */
    static class OnTheBackend implements DriverContract {
        @Override
        public Backend backend() {
            return backend;
        }
    }

    @BeforeAll
    static void keepTheirReportsApart() {
        System.setProperty(ReportFile.DIRECTORY, REPORTS.toString());
    }

    @AfterAll
    static void putReportsWhereTheyBelong() {
        System.clearProperty(ReportFile.DIRECTORY);
    }

    @Test
    void aHostWithoutAFeatureKeepsTheContractAndTheReportGivesItsReason() {
        for (Feature feature : Set.of(
                Feature.SUSPEND,
                Feature.TRANSIENT,
                Feature.EPHEMERAL,
                Feature.UPDATE_CONFIG,
                Feature.REBOOT,
                Feature.RESET,
                Feature.SHUTDOWN,
                Feature.AUTOSTART,
                Feature.OWNER,
                Feature.TUNE_CPU,
                Feature.NATIVE_CONFIGURATION,
                Feature.READ_ONLY)) {
            MemoryHypervisor host =
                    MemoryHypervisor.builder().without(feature, "not built in").build();
            Report report =
                    contractOn(MemoryBackends.of("less", host, driver -> driver).build());
            assertEquals(Set.of(), failed(report), feature::toString);
            assertTrue(
                    report.rules().stream()
                            .anyMatch(rule -> rule.reason().contains(feature.title() + ": not built in")),
                    () -> feature + ": " + report.rules());
            assertEquals(
                    new FeatureResult(feature.name(), FeatureResult.Answer.NO, "not built in"),
                    feature(report, feature));
        }
    }

    @Test
    void aBackendWithoutConsoleAndEventsSaysNoToTheirRules() {
        HypervisorDriver driver = with(sound -> new Wrapped.OneSession(sound) {
            @Override
            public <F extends Facet> Optional<F> facet(Class<F> type) {
                Optional<F> there = super.facet(type);
                return isAbsent(type) ? Optional.empty() : there;
            }

            @Override
            public Support support(Feature feature, Target on) {
                Support there = super.support(feature, on);
                return Set.of(Feature.CONSOLE, Feature.EVENTS, Feature.PUSH_EVENTS)
                                .contains(feature)
                        ? Support.unknown("nobody asked")
                        : there;
            }

            private boolean isAbsent(Class<?> type) {
                return type == ConsoleFacet.class || type == EventFacet.class;
            }
        });
        Report report = contractOn(Backend.of("mute", driver, "mem:").build());
        assertEquals(Set.of(), failed(report));
        assertEquals(
                Map.of("CON", Set.of(Verdict.NO), "EVT", Set.of(Verdict.NO)),
                report.rules().stream()
                        .filter(rule -> rule.rule().matches("(CON|EVT).*"))
                        .collect(Collectors.groupingBy(
                                rule -> rule.rule().substring(0, 3),
                                Collectors.mapping(RuleResult::verdict, Collectors.toSet()))));
        assertEquals(
                new FeatureResult("CONSOLE", FeatureResult.Answer.NO, "facet absent"),
                feature(report, Feature.CONSOLE));
    }

    @Test
    void whatADriverDoesNotKnowIsTried() {
        MemoryHypervisor host = MemoryHypervisor.builder()
                .without(Feature.RESET, "not built in")
                .build();
        HypervisorDriver driver = with(host, sound -> new Wrapped.OneSession(sound) {
            @Override
            public Support support(Feature feature, Target on) {
                super.support(feature, on);
                return Support.unknown("it depends");
            }
        });
        Report report = contractOn(Backend.of("doubtful", driver, "mem:").build());
        assertEquals(Set.of(), failed(report));
        FeatureResult reset = feature(report, Feature.RESET);
        assertEquals(FeatureResult.Answer.UNKNOWN, reset.answer());
        assertTrue(reset.reason().startsWith("it depends (tried, and refused: "), reset::reason);
        assertEquals(
                new FeatureResult("SUSPEND", FeatureResult.Answer.UNKNOWN, "it depends (tried, and it worked)"),
                feature(report, Feature.SUSPEND));
    }

    @Test
    void anUnobtainableBackendIsReportedWithItsReasonAndNoTestPasses() {
        EngineExecutionResults results = run(Backend.unobtainable("nowhere", "no package has it"));
        Report report = ReportFile.read(REPORTS.resolve("nowhere.json"));
        assertEquals(Report.Status.UNOBTAINABLE, report.status());
        assertEquals("no package has it", report.reason());
        assertEquals(0, results.testEvents().succeeded().count());
        assertEquals(0, results.testEvents().failed().count());
        assertTrue(results.testEvents().aborted().count() > 50);
    }

    @Test
    void aBackendThatShouldBeThereAndIsNotFailsEveryTest() {
        HypervisorDriver driver = new Wrapped.Driver(new MemoryHypervisor().driver()) {
            @Override
            public Session open(HypervisorUri uri, OpenContext context) {
                throw new DriverUnavailableException(
                        Failure.to("load", "libvirt.so").because("install libvirt0"));
            }
        };
        EngineExecutionResults results =
                run(Backend.of("missing", driver, "mem:").build());
        Report report = ReportFile.read(REPORTS.resolve("missing.json"));
        assertEquals(Report.Status.BROKEN, report.status());
        assertTrue(report.reason().contains("install libvirt0"), report::reason);
        assertTrue(results.testEvents().failed().count() > 50);
    }

    private static HypervisorDriver with(UnaryOperator<Session> change) {
        return with(new MemoryHypervisor(), change);
    }

    private static HypervisorDriver with(MemoryHypervisor host, UnaryOperator<Session> change) {
        return new Wrapped.Driver(host.driver()) {
            @Override
            public Session open(HypervisorUri uri, OpenContext context) {
                return change.apply(super.open(uri, context));
            }
        };
    }

    private static Report contractOn(Backend next) {
        run(next);
        return ReportFile.read(REPORTS.resolve(next.name() + ".json"));
    }

    private static EngineExecutionResults run(Backend next) {
        backend = next;
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(OnTheBackend.class))
                .execute();
    }

    private static Set<String> failed(Report report) {
        return report.rules().stream()
                .filter(rule -> rule.verdict() == Verdict.FAIL)
                .map(rule -> rule.rule() + " " + rule.reason())
                .collect(Collectors.toSet());
    }

    private static FeatureResult feature(Report report, Feature feature) {
        return report.features().stream()
                .filter(result -> result.feature().equals(feature.name()))
                .findFirst()
                .orElseThrow();
    }
}
