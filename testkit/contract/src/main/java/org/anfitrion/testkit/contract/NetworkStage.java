package org.anfitrion.testkit.contract;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Target;

/** What the tests of networks do again and again. */
final class NetworkStage {

    static final MacAddress CARD = MacAddress.of("52:54:00:77:00:01");

    private final Bench bench;
    private final NetworkFacet facet;
    private final NetworkGround ground;

    NetworkStage(Bench bench) {
        this.bench = bench;
        facet = bench.facet(NetworkFacet.class, Feature.NETWORKS);
        ground = bench.backend().fixture(NetworkGround.class);
    }

    NetworkFacet facet() {
        return facet;
    }

    NetworkGround ground() {
        return ground;
    }

    NetworkSpec spec() {
        return ground.network().apply(bench.name());
    }

    <T> T perform(Supplier<T> operation) {
        return perform(Feature.NETWORKS, operation);
    }

    <T> T perform(Feature feature, Supplier<T> operation) {
        return bench.perform(feature, new Target.Host(), operation);
    }

    <X extends HypervisorException> void refused(Class<X> type, Runnable operation) {
        bench.questions().refused(type, Feature.NETWORKS, new Target.Host(), operation);
    }

    NetworkInfo define() {
        return define(spec());
    }

    NetworkInfo define(NetworkSpec spec) {
        return perform(() -> facet.define(spec));
    }

    /** A network that is up. */
    NetworkInfo up(NetworkSpec spec) {
        NetworkInfo row = define(spec);
        return perform(() -> facet.start(row.name()));
    }

    NetworkInfo row(String name) {
        return perform(() -> facet.network(name))
                .orElseThrow(() -> new AssertionError("network " + name + " is not found"));
    }

    Described<NetworkSpec> read(String name, View view) {
        return perform(() -> facet.read(name, view));
    }

    List<Lease> leases(String name) {
        return perform(Feature.NETWORK_DHCP, () -> facet.leases(name));
    }

    /** Ends the test where there are no leases, as the driver has to say. */
    void requireDhcp() {
        leases(define().name());
    }

    /** The same network with an address kept for {@link #CARD}: the last of its range. */
    NetworkSpec keeping(NetworkSpec spec) {
        Subnet first = subnet(spec);
        return spec.subnets(List.of(first.host(new DhcpHost(CARD, kept(spec), Optional.empty()))));
    }

    InetAddress kept(NetworkSpec spec) {
        return subnet(spec).dhcpRanges().get(0).last();
    }

    private static Subnet subnet(NetworkSpec spec) {
        return spec.subnets().stream()
                .filter(subnet -> !subnet.dhcpRanges().isEmpty())
                .findFirst()
                .orElseThrow(() -> Ruling.unknown("no network with DHCP was given (NetworkGround.network)"));
    }

    NetworkGround.DhcpClient client() {
        return ground.client()
                .orElseThrow(() -> Ruling.unknown("no guest that uses DHCP was given (NetworkGround.client)"));
    }

    /** Starts a guest with a card on a network, and waits until it has an address. */
    DomainId guestOn(String network) {
        NetworkGround.DhcpClient client = client();
        DomainId id = bench.define(client.domain()
                        .apply(bench.spec().toBuilder())
                        .nic(NicSpec.network(network).mac(CARD))
                        .build())
                .id();
        bench.power(id, PowerAction.START);
        if (!Eventually.holds(client.within(), () -> leases(network).stream()
                .anyMatch(lease -> lease.mac().equals(CARD)))) {
            throw new AssertionError("the guest's card " + CARD + " got no address of network " + network + " within "
                    + client.within() + ", the leases are " + leases(network));
        }
        return id;
    }
}
