package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.statistics.StatisticsGroup;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.StatisticsFacet;
import org.junit.jupiter.api.Test;

/** A farm in memory, watched as farms are: all of it, by many, every few seconds. */
class StatisticsScaleTest {

    private static final System.Logger LOG = System.getLogger("org.anfitrion.memory");

    private static final int DOMAINS = 10_000;
    private static final int CALLERS = 100;
    private static final Set<StatisticsGroup> ALL = EnumSet.allOf(StatisticsGroup.class);

    private final GuestClock clock = GuestClock.manual();

    private MemoryHypervisor farm() {
        MemoryHypervisor host = MemoryHypervisor.builder().clock(clock).build();
        Bench bench = Bench.on(host);
        NetworkFacet networks = bench.session().facet(NetworkFacet.class).orElseThrow();
        networks.define(NetworkSpec.nat("lab", Subnet.of("10.0.0.1/8").dhcp("10.0.0.2", "10.255.255.254")));
        networks.start("lab");
        for (int i = 0; i < DOMAINS; i++) {
            DomainSpec spec = Bench.spec("domain " + i).toBuilder()
                    .disk(DiskSpec.file("/srv/" + i + ".img"))
                    .nic(NicSpec.network("lab"))
                    .build();
            bench.power(bench.create(spec, Creation.DEFINE).id(), PowerAction.START);
        }
        clock.advance(Duration.ofMinutes(1));
        return host;
    }

    @Test
    void aHundredCallersListTenThousandDomainsWithTheirStatistics() throws Exception {
        long before = usedMemory();
        MemoryHypervisor host = farm();
        long perDomain = (usedMemory() - before) / DOMAINS;
        LOG.log(System.Logger.Level.INFO, "{0} bytes for each of {1} running domains", perDomain, DOMAINS);

        Bench bench = Bench.on(host);
        everyGuestHasAnAddressOfItsOwn(bench);
        StatisticsFacet statistics =
                bench.session().facet(StatisticsFacet.class).orElseThrow();
        long calls = host.calls(Operation.STATISTICS_DOMAINS);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Callable<Integer>> looks = Collections.nCopies(CALLERS, () -> look(bench, statistics));
            long start = System.nanoTime();
            for (Future<Integer> look : callers.invokeAll(looks)) {
                assertEquals(DOMAINS, look.get());
            }
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0} callers at once listed them with statistics in {1} ms",
                    CALLERS,
                    (System.nanoTime() - start) / 1_000_000);
            assertEquals(calls + CALLERS, host.calls(Operation.STATISTICS_DOMAINS), "one call each");
        } finally {
            callers.shutdownNow();
        }
        HostStatistics usage = statistics.host();
        assertEquals(Duration.ofMinutes(8), usage.cpuBusy(), "eight CPUs for ten thousand guests");
        Reference.reachabilityFence(host);
    }

    /** Returns for how many domains list and statistics agree. */
    private static int look(Bench bench, StatisticsFacet statistics) {
        List<DomainInfo> listed = bench.session().domains().list(DomainFilter.active(), Bench.EVERYTHING);
        List<DomainStatistics> rows = statistics.domains(DomainFilter.active(), ALL);
        int agreed = 0;
        for (int i = 0; i < listed.size(); i++) {
            DomainStatistics row = rows.get(i);
            boolean agrees = row.id().equals(listed.get(i).id())
                    && row.disks().size() == 1
                    && row.nics().size() == 1
                    && row.cpu().orElseThrow().total().compareTo(Duration.ZERO) > 0;
            agreed += agrees ? 1 : 0;
        }
        return agreed;
    }

    private static void everyGuestHasAnAddressOfItsOwn(Bench bench) {
        NetworkFacet networks = bench.session().facet(NetworkFacet.class).orElseThrow();
        List<Lease> leases = networks.leases("lab");
        assertEquals(DOMAINS, leases.size());
        assertEquals(DOMAINS, leases.stream().map(Lease::address).distinct().count());
    }

    /** Twice, since the first collection may only find out what the second can take. */
    private static long usedMemory() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
