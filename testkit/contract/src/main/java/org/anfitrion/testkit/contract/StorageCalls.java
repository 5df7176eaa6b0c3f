package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.StorageFacet;

/** Every call of {@link StorageFacet}, for rules that hold for all calls. */
final class StorageCalls {

    private StorageCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, StorageFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, StorageFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
