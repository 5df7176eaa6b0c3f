package org.anfitrion.api;

import java.util.List;
import java.util.Objects;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.spi.NetworkFacet;
import org.jspecify.annotations.Nullable;

/**
 * A network of a host. A handle: holds nothing, may be kept and shared, and goes on to name the network when that is
 * gone.
 */
public final class Network {

    private final FacetHandle<NetworkFacet> facet;
    private final String name;

    Network(FacetHandle<NetworkFacet> facet, String name) {
        this.facet = facet;
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Returns the network's name, its identity.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the host that the network is on.
     *
     * @return the connection
     */
    public Hypervisor host() {
        return facet.host();
    }

    /**
     * Asks for all facts.
     *
     * @return the facts, as they are now
     * @throws org.anfitrion.api.error.NotFoundException if it is gone
     */
    public NetworkInfo info() {
        return facet.read("network.info", Feature.NETWORKS, networks -> networks.network(name))
                .orElseThrow(() ->
                        new NotFoundException(Failure.to("look up", toString()).because("there is no such network")));
    }

    /**
     * Reads one of its two configurations.
     *
     * @param view which
     * @return description, native configuration and revision
     * @throws org.anfitrion.api.error.InvalidStateException if it does not have it now
     */
    public Described<NetworkSpec> describe(View view) {
        return facet.read("network.describe", Feature.NETWORKS, networks -> networks.read(name, view));
    }

    /**
     * Applies the difference between a description that was read and a wanted one. What neither mentions stays.
     *
     * @param base what was read
     * @param wanted what it should be
     * @param scope where it is to take effect; {@link Scope#LIVE} goes with a {@link View#LIVE} base
     * @return what was changed
     * @throws org.anfitrion.api.error.ConflictException if the configuration is not the base's any more
     * @throws org.anfitrion.api.error.UnsupportedCapabilityException if the backend cannot make the change there
     */
    public Applied update(Described<NetworkSpec> base, NetworkSpec wanted, Scope scope) {
        return facet.change("network.update", Feature.NETWORKS, networks -> networks.update(name, base, wanted, scope));
    }

    /**
     * Brings it up.
     *
     * @throws org.anfitrion.api.error.InvalidStateException if it is up
     */
    public void start() {
        facet.change("network.start", Feature.NETWORKS, networks -> networks.start(name));
    }

    /**
     * Takes it down; its guests lose their connection.
     *
     * @throws org.anfitrion.api.error.InvalidStateException if it is not up
     */
    public void stop() {
        facet.change("network.stop", Feature.NETWORKS, networks -> networks.stop(name));
    }

    /**
     * Sets whether it starts with the host.
     *
     * @param on whether it does
     */
    public void autostart(boolean on) {
        facet.run("network.autostart", Feature.NETWORKS, networks -> networks.autostart(name, on));
    }

    /**
     * Makes it unknown. It must not be up.
     *
     * @throws org.anfitrion.api.error.InvalidStateException if it is up
     */
    public void remove() {
        facet.run("network.remove", Feature.NETWORKS, networks -> networks.remove(name));
    }

    /**
     * Lists the addresses that it gave out.
     *
     * @return the leases, in no particular order
     */
    public List<Lease> leases() {
        return facet.read("network.leases", Feature.NETWORK_DHCP, networks -> networks.leases(name));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Network that && facet.host().equals(that.facet.host()) && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return Objects.hash(facet.host(), name);
    }

    @Override
    public String toString() {
        return "network '" + name + "'";
    }
}
