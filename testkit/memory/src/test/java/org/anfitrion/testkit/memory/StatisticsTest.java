package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.statistics.StatisticsGroup;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.StatisticsFacet;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private static final Set<StatisticsGroup> ALL = EnumSet.allOf(StatisticsGroup.class);

    private final GuestClock clock = GuestClock.manual(Instant.parse("2030-01-01T00:00:00Z"));
    private final MemoryHypervisor host = MemoryHypervisor.builder()
            .clock(clock)
            .cpus(2)
            .memory(DataSize.gibibytes(1))
            .build();
    private final Bench bench = Bench.on(host);
    private final StatisticsFacet facet =
            bench.session().facet(StatisticsFacet.class).orElseThrow();

    private static DomainSpec spec(String name) {
        return Bench.spec(name).toBuilder()
                .cpus(new CpuCount(1, 4))
                .disk(DiskSpec.file("/srv/a.img"))
                .nic(NicSpec.userMode())
                .build();
    }

    private DomainId started(String name) {
        return bench.power(bench.create(spec(name), Creation.DEFINE).id(), PowerAction.START)
                .id();
    }

    private Duration cpu(DomainId id) {
        return facet.domain(id, ALL).cpu().orElseThrow().total();
    }

    @Test
    void whatADomainUsesGrowsWithItsTimeButNotWhileItIsPaused() {
        DomainId id = started("web");
        assertEquals(Duration.ZERO, cpu(id));
        clock.advance(Duration.ofSeconds(100));
        Duration busy = cpu(id);
        assertTrue(busy.compareTo(Duration.ZERO) > 0 && busy.compareTo(Duration.ofSeconds(100)) <= 0, busy::toString);

        bench.power(id, PowerAction.SUSPEND);
        clock.advance(Duration.ofSeconds(100));
        assertEquals(busy, cpu(id));

        bench.power(id, PowerAction.RESUME);
        clock.advance(Duration.ofSeconds(100));
        assertEquals(busy.multipliedBy(2), cpu(id));
    }

    @Test
    void twoHostsWithTheSameDomainsCountTheSame() {
        DomainId id = started("web");
        clock.advance(Duration.ofSeconds(10));
        DomainStatistics here = facet.domain(id, ALL);

        GuestClock other = GuestClock.manual(Instant.parse("2030-01-01T00:00:00Z"));
        Bench there = Bench.on(MemoryHypervisor.builder().clock(other).build());
        DomainId twin = there.power(there.create(spec("web"), Creation.DEFINE).id(), PowerAction.START)
                .id();
        other.advance(Duration.ofSeconds(10));
        assertEquals(
                here, there.session().facet(StatisticsFacet.class).orElseThrow().domain(twin, ALL));
        assertTrue(here.disks().get(0).readBytes() > 0 && here.nics().get(0).sentPackets() > 0, here::toString);
    }

    @Test
    void moreCpusUseMoreAndNoCounterBecomesSmaller() {
        DomainId id = started("web");
        clock.advance(Duration.ofSeconds(100));
        Duration one = cpu(id);
        cpus(id, 4);
        clock.advance(Duration.ofSeconds(100));
        assertEquals(one.multipliedBy(5), cpu(id));
        cpus(id, 1);
        clock.advance(Duration.ofSeconds(100));
        assertEquals(one.multipliedBy(6), cpu(id));
        assertEquals(
                List.of(one.multipliedBy(3), one, one, one),
                facet.domain(id, ALL).cpu().orElseThrow().perCpu());
    }

    private void cpus(DomainId id, int count) {
        var base = bench.session().domains().read(id, View.LIVE);
        DomainSpec wanted = base.spec().toBuilder().cpus(new CpuCount(count, 4)).build();
        bench.session().domains().update(id, base, wanted, Scope.LIVE, Progress.unwatched());
    }

    @Test
    void aRunBeginsAtNothing() {
        DomainId id = started("web");
        clock.advance(Duration.ofSeconds(100));
        bench.power(id, PowerAction.DESTROY);
        assertTrue(facet.domain(id, ALL).cpu().isEmpty());
        bench.power(id, PowerAction.START);
        assertEquals(Duration.ZERO, cpu(id));
    }

    @Test
    void aHostIsAsBusyAsItsGuestsButNeverMoreThanItCan() {
        DomainId id = started("web");
        clock.advance(Duration.ofSeconds(100));
        HostStatistics one = facet.host();
        assertEquals(cpu(id), one.cpuBusy());
        assertEquals(Duration.ofSeconds(200), one.cpuBusy().plus(one.cpuIdle()));
        assertEquals(DataSize.mebibytes(1024 - 128), one.memoryFree());

        bench.power(id, PowerAction.DESTROY);
        assertEquals(one.cpuBusy(), facet.host().cpuBusy());

        for (int i = 0; i < 50; i++) {
            started("crowd " + i);
        }
        clock.advance(Duration.ofSeconds(100));
        HostStatistics crowded = facet.host();
        assertEquals(one.cpuBusy().plusSeconds(200), crowded.cpuBusy());
        assertEquals(one.cpuIdle(), crowded.cpuIdle());
        assertEquals(DataSize.ZERO, crowded.memoryFree());
    }

    @Test
    void allDomainsAreOneCall() {
        started("one");
        started("two");
        long before = host.calls(Operation.STATISTICS_DOMAINS);
        assertEquals(2, facet.domains(DomainFilter.all(), ALL).size());
        assertEquals(before + 1, host.calls(Operation.STATISTICS_DOMAINS));
    }
}
