package org.anfitrion.libvirt;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.statistics.StatisticsGroup;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.StatisticsRecords;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.spi.StatisticsFacet;

/**
 * Statistics in libvirt's bulk call: one round trip, whatever the number of domains. A backend that has none, or leaves out
 * what every row has, is asked one domain after the other. Thread-safe.
 */
final class Statistics implements StatisticsFacet {

    /** {@code virDomainStatsTypes}. */
    private static final int STATE = 1;

    private static final int CPU_TOTAL = 1 << 1;
    private static final int BALLOON = 1 << 2;
    private static final int VCPU = 1 << 3;
    private static final int INTERFACE = 1 << 4;
    private static final int BLOCK = 1 << 5;

    private final Calls calls;
    private final BackendFeatures features;
    private volatile boolean bulk = true;

    Statistics(Calls calls, BackendFeatures features) {
        this.calls = calls;
        this.features = features;
    }

    @Override
    public List<DomainStatistics> domains(DomainFilter filter, Set<StatisticsGroup> groups) {
        Attempt attempt = new Attempt("read statistics of", "domains", false);
        int flags = Inventory.flags(filter);
        return calls.read(attempt, wire -> {
            StatisticsRows rows = new StatisticsRows(groups);
            if (bulk) {
                bulk = StatisticsRecords.all(wire, types(groups), flags, attempt, StatisticsKey::of, rows)
                        && !rows.incomplete();
            }
            if (!bulk) {
                rows = new StatisticsRows(groups);
                new StatisticsOneByOne(wire, attempt, rows, devices(groups)).all(flags);
            }
            return List.copyOf(rows.rows());
        });
    }

    @Override
    public DomainStatistics domain(DomainId id, Set<StatisticsGroup> groups) {
        Attempt attempt = new Attempt("read statistics of", "domain " + id.key(), false);
        UUID uuid = Inventory.uuid(id, attempt);
        return calls.read(attempt, wire -> {
            try (DomainReference domain = wire.domain(uuid, attempt)) {
                return one(wire, domain, groups, attempt.on("domain '" + domain.name() + "'"));
            }
        });
    }

    private DomainStatistics one(
            WireConnection wire, DomainReference domain, Set<StatisticsGroup> groups, Attempt attempt) {
        StatisticsRows rows = new StatisticsRows(groups);
        if (bulk) {
            bulk = StatisticsRecords.one(wire, domain, types(groups), attempt, StatisticsKey::of, rows)
                    && !rows.incomplete();
        }
        if (!bulk) {
            rows = new StatisticsRows(groups);
            new StatisticsOneByOne(wire, attempt, rows, devices(groups)).one(domain);
        }
        return rows.rows().stream()
                .findFirst()
                .orElseThrow(() -> new NotFoundException(attempt.failure().because("there is no such domain")));
    }

    @Override
    public HostStatistics host() {
        Attempt attempt = new Attempt("read statistics of", "the host", false);
        calls.checkOpen(attempt);
        features.require(Feature.HOST_STATISTICS, attempt);
        return calls.read(attempt, wire -> HostUsage.read(wire, attempt));
    }

    private static boolean devices(Set<StatisticsGroup> groups) {
        return groups.contains(StatisticsGroup.DISKS) || groups.contains(StatisticsGroup.NICS);
    }

    /** What every row tells is always asked for; the rest costs only when it is wanted. */
    private static int types(Set<StatisticsGroup> groups) {
        int types = STATE | BALLOON | VCPU;
        for (StatisticsGroup group : groups) {
            types |= switch (group) {
                case CPU -> CPU_TOTAL;
                case MEMORY -> BALLOON;
                case DISKS -> BLOCK;
                case NICS -> INTERFACE;
            };
        }
        return types;
    }
}
