package org.anfitrion.testkit.contract;

import java.util.EnumSet;
import java.util.List;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.statistics.StatisticsGroup;
import org.anfitrion.spi.StatisticsFacet;
import org.anfitrion.spi.Target;

/** Every call of {@link StatisticsFacet}, for rules that hold for all calls. */
final class StatisticsCalls {

    private StatisticsCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, StatisticsFacet facet, DomainId id) {
        EnumSet<StatisticsGroup> groups = EnumSet.allOf(StatisticsGroup.class);
        Target host = new Target.Host();
        return List.of(
                Call.of(Feature.STATISTICS, host, () -> facet.domains(DomainFilter.all(), groups)),
                Call.of(Feature.STATISTICS, new Target.OfDomain(id), () -> facet.domain(id, groups)),
                Call.of(Feature.HOST_STATISTICS, host, facet::host));
    }

    /** Calls that change something, or would if they were let: there are none. */
    static List<Call> changes(Bench bench, StatisticsFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
