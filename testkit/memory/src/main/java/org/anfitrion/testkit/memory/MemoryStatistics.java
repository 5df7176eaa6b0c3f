package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.statistics.CpuStatistics;
import org.anfitrion.api.statistics.DiskStatistics;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.statistics.NicStatistics;
import org.anfitrion.api.statistics.StatisticsGroup;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.StatisticsFacet;

/** The statistics facet of a session in memory. */
final class MemoryStatistics implements StatisticsFacet {

    private static final Set<DomainField> TOLD = Set.of(DomainField.STATUS, DomainField.RESOURCES);
    private static final int BLOCK = 4096;
    private static final int PACKET = 700;

    private final MemorySession session;

    MemoryStatistics(MemorySession session) {
        this.session = session;
    }

    private HostModel model() {
        return session.model();
    }

    @Override
    public List<DomainStatistics> domains(DomainFilter filter, Set<StatisticsGroup> groups) {
        Call call = Call.on(Operation.STATISTICS_DOMAINS, "domains of " + model().name())
                .needing(Feature.STATISTICS);
        return session.perform(call, () -> {
            List<DomainStatistics> rows = new ArrayList<>();
            for (MemoryDomain domain : model().inventory().all()) {
                if (domain.isIn(filter)) {
                    rows.add(row(domain, groups));
                }
            }
            return List.copyOf(rows);
        });
    }

    @Override
    public DomainStatistics domain(DomainId id, Set<StatisticsGroup> groups) {
        Call call = session.call(Operation.STATISTICS_DOMAIN, id).needing(Feature.STATISTICS);
        return session.perform(call, () -> row(model().inventory().require(id, Operation.STATISTICS_DOMAIN), groups));
    }

    @Override
    public HostStatistics host() {
        Call call = Call.on(Operation.STATISTICS_HOST, model().name()).needing(Feature.HOST_STATISTICS);
        return session.perform(call, () -> model().usage().read());
    }

    private DomainStatistics row(MemoryDomain domain, Set<StatisticsGroup> groups) {
        DomainInfo who = domain.row(TOLD);
        long nanos = HostUsage.nanos(model().clock().now());
        Machine machine = domain.machine;
        if (machine == null) {
            return new DomainStatistics(who, nanos, Optional.empty(), Optional.empty(), List.of(), List.of());
        }
        DomainSpec spec = domain.spec();
        Usage usage = machine.usage();
        return new DomainStatistics(
                who,
                nanos,
                groups.contains(StatisticsGroup.CPU) ? Optional.of(cpu(usage)) : Optional.empty(),
                groups.contains(StatisticsGroup.MEMORY) ? Optional.of(memory(spec, usage)) : Optional.empty(),
                groups.contains(StatisticsGroup.DISKS) ? disks(spec, usage) : List.of(),
                groups.contains(StatisticsGroup.NICS) ? nics(domain, spec, usage) : List.of());
    }

    private static CpuStatistics cpu(Usage usage) {
        Duration total = Duration.ofNanos(usage.busy());
        Duration system = total.dividedBy(10);
        return new CpuStatistics(total, Optional.of(total.minus(system)), Optional.of(system), usage.perCpu());
    }

    private static org.anfitrion.api.statistics.MemoryStatistics memory(DomainSpec spec, Usage usage) {
        DataSize assigned = spec.memory().current();
        return new org.anfitrion.api.statistics.MemoryStatistics(
                assigned,
                spec.memory().maximum(),
                Optional.of(DataSize.bytes(assigned.bytes() / 4 * 3)),
                Optional.of(DataSize.bytes(assigned.bytes() / 4)),
                Optional.of(DataSize.bytes(assigned.bytes() / 2)),
                OptionalLong.of(usage.counted(1, 5)),
                OptionalLong.of(usage.counted(2, 500)));
    }

    private static List<DiskStatistics> disks(DomainSpec spec, Usage usage) {
        List<DiskStatistics> disks = new ArrayList<>(spec.disks().size());
        for (DiskSpec disk : spec.disks()) {
            String target = disk.target().orElseThrow();
            long reads = usage.counted(target.hashCode(), 200);
            long writes = disk.readOnly() ? 0 : usage.counted(target.hashCode() + 1, 100);
            disks.add(new DiskStatistics(
                    target,
                    reads,
                    reads * BLOCK,
                    writes,
                    writes * BLOCK,
                    OptionalLong.of(writes / 10),
                    Optional.of(Duration.ofNanos(reads * 100_000)),
                    Optional.of(Duration.ofNanos(writes * 200_000)),
                    Optional.empty(),
                    Optional.empty()));
        }
        return disks;
    }

    private static List<NicStatistics> nics(MemoryDomain domain, DomainSpec spec, Usage usage) {
        List<NicStatistics> nics = new ArrayList<>(spec.nics().size());
        for (int i = 0; i < spec.nics().size(); i++) {
            NicSpec nic = spec.nics().get(i);
            int mac = nic.mac().hashCode();
            long received = usage.counted(mac, 1000);
            long sent = usage.counted(mac + 1, 500);
            nics.add(new NicStatistics(
                    nic.mac(), domain.hostInterface(i), received * PACKET, received, 0, 0, sent * PACKET, sent, 0, 0));
        }
        return nics;
    }
}
