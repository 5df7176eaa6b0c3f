package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.NetworkFacet;

/** Every call of {@link NetworkFacet}, for rules that hold for all calls. */
final class NetworkCalls {

    private NetworkCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, NetworkFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, NetworkFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
