package org.anfitrion.testkit.contract.broken;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.statistics.CpuStatistics;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.statistics.StatisticsGroup;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.StatisticsFacet;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with the statistics facet. */
final class StatisticsFaults {

    private StatisticsFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                Fault.facet(Rule.STA_1, "each row is asked for alone", StatisticsFacet.class, sound -> new Object() {
                    public List<DomainStatistics> domains(DomainFilter filter, Set<StatisticsGroup> groups) {
                        return sound.domains(filter, groups).stream()
                                .map(row -> sound.domain(row.id(), groups))
                                .toList();
                    }
                }),
                Fault.facet(Rule.STA_1, "who rests has no row", StatisticsFacet.class, sound -> new Object() {
                    public List<DomainStatistics> domains(DomainFilter filter, Set<StatisticsGroup> groups) {
                        return sound.domains(filter, groups).stream()
                                .filter(row -> row.state().isActive())
                                .toList();
                    }
                }),
                Fault.facet(
                        Rule.STA_1, "every domain has a CPU too many", StatisticsFacet.class, sound -> new Object() {
                            public List<DomainStatistics> domains(DomainFilter filter, Set<StatisticsGroup> groups) {
                                return sound.domains(filter, groups).stream()
                                        .map(row -> new DomainStatistics(
                                                DomainInfo.of(row.id(), row.name())
                                                        .status(row.domain().status())
                                                        .resources(
                                                                row.domain().cpus() + 1,
                                                                row.domain().memory())
                                                        .build(),
                                                row.nanos(),
                                                row.cpu(),
                                                row.memory(),
                                                row.disks(),
                                                row.nics()))
                                        .toList();
                            }
                        }),
                Fault.facet(Rule.STA_2, "a row has everything", StatisticsFacet.class, sound -> new Object() {
                    public DomainStatistics domain(DomainId id, Set<StatisticsGroup> groups) {
                        return sound.domain(id, EnumSet.allOf(StatisticsGroup.class));
                    }
                }),
                Fault.facet(Rule.STA_2, "cards are forgotten", StatisticsFacet.class, sound -> new Object() {
                    public DomainStatistics domain(DomainId id, Set<StatisticsGroup> groups) {
                        DomainStatistics row = sound.domain(id, groups);
                        return new DomainStatistics(
                                row.domain(), row.nanos(), row.cpu(), row.memory(), row.disks(), List.of());
                    }
                }),
                Fault.facet(Rule.STA_3, "the clock is set back", StatisticsFacet.class, sound -> {
                    AtomicLong readings = new AtomicLong();
                    return new Object() {
                        public DomainStatistics domain(DomainId id, Set<StatisticsGroup> groups) {
                            DomainStatistics row = sound.domain(id, groups);
                            long back =
                                    Duration.ofHours(readings.incrementAndGet()).toNanos();
                            return new DomainStatistics(
                                    row.domain(), row.nanos() - back, row.cpu(), row.memory(), row.disks(), row.nics());
                        }
                    };
                }),
                Fault.facet(Rule.STA_3, "CPU time begins anew", StatisticsFacet.class, sound -> {
                    AtomicLong readings = new AtomicLong();
                    return new Object() {
                        public DomainStatistics domain(DomainId id, Set<StatisticsGroup> groups) {
                            DomainStatistics row = sound.domain(id, groups);
                            Duration total = Duration.ofDays(1_000 - readings.incrementAndGet());
                            return new DomainStatistics(
                                    row.domain(),
                                    row.nanos(),
                                    row.cpu()
                                            .map(cpu -> new CpuStatistics(
                                                    total, Optional.empty(), Optional.empty(), List.of())),
                                    row.memory(),
                                    row.disks(),
                                    row.nics());
                        }
                    };
                }),
                Fault.facet(Rule.STA_4, "more is free than there is", StatisticsFacet.class, sound -> new Object() {
                    public HostStatistics host() {
                        HostStatistics host = sound.host();
                        return new HostStatistics(
                                host.nanos(),
                                host.cpuIdle(),
                                host.cpuBusy(),
                                host.memoryTotal(),
                                DataSize.bytes(host.memoryTotal().bytes() + 1));
                    }
                }));
    }
}
