package org.anfitrion.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.spi.NetworkFacet;

/**
 * The networks that a host makes for its guests.
 *
 * <pre>{@code
 * Network lab = host.networks().ensure(NetworkSpec.isolated("lab", Subnet.of("10.11.12.1/24").dhcp("10.11.12.10", "10.11.12.99")));
 * DomainSpec.named("web").nic(NicSpec.network("lab"));
 * }</pre>
 */
public final class Networks {

    private static final Logger LOG = System.getLogger("org.anfitrion.networks");

    private final FacetHandle<NetworkFacet> facet;

    Networks(Hypervisor host) {
        this.facet = new FacetHandle<>(host, NetworkFacet.class);
    }

    /**
     * Lists all networks, in a constant number of round trips.
     *
     * @return the rows, in no particular order
     */
    public List<NetworkInfo> list() {
        return facet.read("networks.list", Feature.NETWORKS, NetworkFacet::networks);
    }

    /**
     * Looks a network up.
     *
     * @param name its name, exactly
     * @return its handle, if it is there
     */
    public Optional<Network> find(String name) {
        return lookUp(name).map(row -> handle(row.name()));
    }

    /**
     * Looks a network up.
     *
     * @param name its name, exactly
     * @return its handle
     * @throws org.anfitrion.api.error.NotFoundException if there is none
     */
    public Network get(String name) {
        return find(name)
                .orElseThrow(() -> new NotFoundException(
                        Failure.to("look up", "network '" + name + "'").because("there is no network with this name")));
    }

    /**
     * Makes a network known. It is not started.
     *
     * @param spec what it should be
     * @return its handle
     * @throws org.anfitrion.api.error.AlreadyExistsException if name or UUID is taken; the other one is as it was
     */
    public Network define(NetworkSpec spec) {
        return handle(facet.change("networks.define", Feature.NETWORKS, networks -> networks.define(spec))
                .name());
    }

    /**
     * Makes a network known and starts it. If it cannot be started it is not known afterwards either.
     *
     * @param spec what it should be
     * @return its handle
     * @throws org.anfitrion.api.error.AlreadyExistsException if name or UUID is taken; the other one is as it was
     */
    public Network create(NetworkSpec spec) {
        Network network = define(spec);
        try {
            network.start();
            return network;
        } catch (HypervisorException e) {
            Cleanup.after(e, network::remove);
            throw e;
        }
    }

    /**
     * Plans how to get a network as described: makes it, changes its configuration, starts it, or finds that all is
     * well. What the description leaves open stays as it is. A running network is changed where it runs as far as the
     * backend can; the rest waits for its next start.
     *
     * @param spec what it should be
     * @return what would be done; {@link Ensured#handle()} does it
     */
    public Ensured<Network> plan(NetworkSpec spec) {
        Optional<NetworkInfo> there = lookUp(spec.name());
        if (there.isEmpty()) {
            return Ensured.creating("network '" + spec.name() + "'", () -> create(spec));
        }
        return plan(handle(spec.name()), there.get(), spec);
    }

    /**
     * Gets a network as described: the short form of {@link #plan}.
     *
     * @param spec what it should be
     * @return its handle; it is active
     */
    public Network ensure(NetworkSpec spec) {
        return plan(spec).handle();
    }

    /**
     * Returns the handle of a network whose name is known. Asks nothing.
     *
     * @param name its name
     * @return its handle
     */
    public Network handle(String name) {
        return new Network(facet, name);
    }

    private Optional<NetworkInfo> lookUp(String name) {
        return facet.read("networks.find", Feature.NETWORKS, networks -> networks.network(name));
    }

    private static Ensured<Network> plan(Network network, NetworkInfo present, NetworkSpec spec) {
        List<Ensured.Step> steps = new ArrayList<>();
        Described<NetworkSpec> config = network.describe(View.CONFIG);
        NetworkSpec wanted = NetworkDifference.filled(config.spec(), spec);
        List<String> lines = NetworkDifference.lines(config.spec(), wanted);
        if (!lines.isEmpty()) {
            steps.add(new Ensured.Step(String.join("; ", lines), () -> network.update(config, wanted, Scope.CONFIG)));
            if (present.active()) {
                steps.add(new Ensured.Step("the same in the running network", () -> updateLive(network, spec)));
            }
        }
        if (present.autostart() != spec.autostart()) {
            steps.add(new Ensured.Step("autostart: " + spec.autostart(), () -> network.autostart(spec.autostart())));
        }
        if (!present.active()) {
            steps.add(new Ensured.Step("start it", network::start));
        }
        return Ensured.changing(network, steps);
    }

    private static void updateLive(Network network, NetworkSpec spec) {
        Described<NetworkSpec> live = network.describe(View.LIVE);
        try {
            network.update(live, NetworkDifference.filled(live.spec(), spec), Scope.LIVE);
        } catch (UnsupportedCapabilityException e) {
            LOG.log(Level.INFO, () -> network + " takes the change at its next start: " + e.getMessage());
        }
    }
}
