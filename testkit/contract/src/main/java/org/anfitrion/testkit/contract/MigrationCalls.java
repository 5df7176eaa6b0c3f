package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.MigrationFacet;

/** Every call of {@link MigrationFacet}, for rules that hold for all calls. */
final class MigrationCalls {

    private MigrationCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, MigrationFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, MigrationFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
