package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.GuestFacet;

/** Every call of {@link GuestFacet}, for rules that hold for all calls. */
final class GuestCalls {

    private GuestCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, GuestFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, GuestFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
