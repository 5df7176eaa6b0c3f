package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.DeviceFacet;

/** Every call of {@link DeviceFacet}, for rules that hold for all calls. */
final class DeviceCalls {

    private DeviceCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, DeviceFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, DeviceFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
