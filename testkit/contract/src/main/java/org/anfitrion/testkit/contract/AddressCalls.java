package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.AddressFacet;

/** Every call of {@link AddressFacet}, for rules that hold for all calls. */
final class AddressCalls {

    private AddressCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, AddressFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, AddressFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
