package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.anfitrion.api.host.Feature;
import org.anfitrion.testkit.contract.report.Report;
import org.anfitrion.testkit.contract.report.ReportFile;
import org.anfitrion.testkit.contract.report.RuleResult;
import org.anfitrion.testkit.contract.report.Verdict;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What a host lacks of networks, addresses, statistics, channels and displays it refuses, and the rest keeps its rules. */
class LessOfTheNetworkTest {

    private static final Path REPORTS = Path.of("target/less-of-the-network");

    private static volatile Backend backend;

    /** The part of the contract that this is about, on the backend at hand. */
    static class OnTheBackend
            implements NetworkContract, AddressContract, StatisticsContract, ChannelContract, DisplayContract {
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

    @ParameterizedTest
    @EnumSource(
            names = {
                "NETWORKS",
                "NETWORK_DHCP",
                "NETWORK_UPDATE_LIVE",
                "NETWORK_BRIDGE",
                "ADDRESSES",
                "STATISTICS",
                "HOST_STATISTICS",
                "CHANNELS",
                "DISPLAY",
                "DISPLAY_PASSWORD",
                "SCREENSHOT",
                "SEND_KEYS",
                "EVENTS"
            })
    void aHostWithoutAFeatureRefusesItAndKeepsTheRest(Feature feature) {
        MemoryHypervisor host =
                MemoryHypervisor.builder().without(feature, "not built in").build();
        backend = MemoryBackends.of("less", host, UnaryOperator.identity()).build();
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(OnTheBackend.class))
                .execute();
        Report report = ReportFile.read(REPORTS.resolve("less.json"));
        assertEquals(
                Set.of(),
                report.rules().stream()
                        .filter(rule -> rule.verdict() == Verdict.FAIL)
                        .map(RuleResult::toString)
                        .collect(Collectors.toSet()));
        assertTrue(
                report.rules().stream().anyMatch(rule -> rule.toString().contains("not built in")),
                () -> report.rules().toString());
    }
}
