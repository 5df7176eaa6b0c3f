package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.SnapshotFacet;

/** Every call of {@link SnapshotFacet}, for rules that hold for all calls. */
final class SnapshotCalls {

    private SnapshotCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, SnapshotFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, SnapshotFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
