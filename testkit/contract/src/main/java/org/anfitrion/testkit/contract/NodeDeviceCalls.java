package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.NodeDeviceFacet;

/** Every call of {@link NodeDeviceFacet}, for rules that hold for all calls. */
final class NodeDeviceCalls {

    private NodeDeviceCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, NodeDeviceFacet facet, DomainId id) {
        return List.of();
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, NodeDeviceFacet facet, DomainId off, DomainId on) {
        return List.of();
    }
}
