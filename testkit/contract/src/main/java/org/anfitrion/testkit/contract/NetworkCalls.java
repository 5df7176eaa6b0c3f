package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.Target;

/** Every call of {@link NetworkFacet}, for rules that hold for all calls. */
final class NetworkCalls {

    private static final Target HOST = new Target.Host();
    private static final Subnet DHCP = Subnet.of("10.77.7.1/24").dhcp("10.77.7.2", "10.77.7.9");

    private NetworkCalls() {}

    /** Calls that change nothing. The network is not there: whether it may be asked about comes first. */
    static List<Call> looks(Bench bench, NetworkFacet facet, DomainId id) {
        String absent = bench.name();
        return List.of(
                Call.of(Feature.NETWORKS, HOST, facet::networks),
                Call.of(Feature.NETWORKS, HOST, () -> facet.network(absent)),
                Call.of(Feature.NETWORKS, HOST, () -> facet.read(absent, View.CONFIG)),
                Call.of(Feature.NETWORK_DHCP, HOST, () -> facet.leases(absent)));
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, NetworkFacet facet, DomainId off, DomainId on) {
        String absent = bench.name();
        NetworkSpec spec = NetworkSpec.isolated(absent);
        Described<NetworkSpec> config = new Described<>(View.CONFIG, spec, "", "none");
        Described<NetworkSpec> live = new Described<>(View.LIVE, spec, "", "none");
        NetworkSpec wanted = spec.domainName("example");
        return List.of(
                Call.of(Feature.NETWORKS, HOST, () -> facet.define(spec)),
                Call.of(Feature.NETWORK_DHCP, HOST, () -> facet.define(NetworkSpec.nat(bench.name(), DHCP))),
                Call.of(Feature.NETWORK_BRIDGE, HOST, () -> facet.define(NetworkSpec.bridged(bench.name(), "br0"))),
                Call.of(Feature.NETWORKS, HOST, () -> facet.update(absent, config, wanted, Scope.CONFIG)),
                Call.of(Feature.NETWORK_UPDATE_LIVE, HOST, () -> facet.update(absent, live, wanted, Scope.LIVE)),
                Call.of(Feature.NETWORKS, HOST, () -> facet.start(absent)),
                Call.of(Feature.NETWORKS, HOST, () -> facet.stop(absent)),
                Call.of(Feature.NETWORKS, HOST, () -> facet.autostart(absent, true)),
                Call.of(Feature.NETWORKS, HOST, () -> facet.remove(absent)));
    }
}
