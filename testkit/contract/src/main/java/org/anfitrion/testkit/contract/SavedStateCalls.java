package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.SavedStateFacet;

/** Every call of {@link SavedStateFacet}, for rules that hold for all calls. */
final class SavedStateCalls {

    private SavedStateCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, SavedStateFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, SavedStateFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
