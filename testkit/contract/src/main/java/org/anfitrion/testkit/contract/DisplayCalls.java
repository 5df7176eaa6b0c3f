package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.DisplayFacet;

/** Every call of {@link DisplayFacet}, for rules that hold for all calls. */
final class DisplayCalls {

    private DisplayCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, DisplayFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, DisplayFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
