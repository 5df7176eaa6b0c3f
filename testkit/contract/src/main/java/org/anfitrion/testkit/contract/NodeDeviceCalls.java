package org.anfitrion.testkit.contract;

import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.NodeDeviceFacet;
import org.anfitrion.spi.Target;

/** Every call of {@link NodeDeviceFacet}, for rules that hold for all calls. */
final class NodeDeviceCalls {

    private static final Target HOST = new Target.Host();

    private NodeDeviceCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, NodeDeviceFacet facet, DomainId id) {
        return List.of(
                Call.of(Feature.NODE_DEVICES, HOST, () -> facet.devices(Set.of())),
                Call.of(Feature.NODE_DEVICES, HOST, () -> facet.device(bench.name())));
    }

    /** Calls that would change something if the device were there. */
    static List<Call> changes(Bench bench, NodeDeviceFacet facet, DomainId off, DomainId on) {
        String absent = bench.name();
        return List.of(
                Call.of(Feature.NODE_DEVICE_TAKE, HOST, () -> facet.takeFromHost(absent)),
                Call.of(Feature.NODE_DEVICE_TAKE, HOST, () -> facet.giveToHost(absent)));
    }
}
