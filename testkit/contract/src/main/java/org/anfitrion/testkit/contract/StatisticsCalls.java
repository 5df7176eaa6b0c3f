package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.StatisticsFacet;

/** Every call of {@link StatisticsFacet}, for rules that hold for all calls. */
final class StatisticsCalls {

    private StatisticsCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, StatisticsFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, StatisticsFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
