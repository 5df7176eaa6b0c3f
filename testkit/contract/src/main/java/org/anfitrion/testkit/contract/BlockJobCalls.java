package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.BlockJobFacet;

/** Every call of {@link BlockJobFacet}, for rules that hold for all calls. */
final class BlockJobCalls {

    private BlockJobCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, BlockJobFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, BlockJobFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
