package org.anfitrion.api;

import java.time.Duration;
import java.util.function.Consumer;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.host.Support;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;

/**
 * A connection to a host: the only handle that has to be closed. Thread-safe.
 *
 * <p>When the wire breaks, reads are repeated over a new connection; changes are not, and their exception tells whether they
 * may have taken effect. Listeners go on and get {@link org.anfitrion.api.event.Resynchronize}.
 *
 * <pre>{@code
 * try (Hypervisor host = Hypervisors.connect("kvm:")) {
 *     System.out.println(host.info());
 * }
 * }</pre>
 */
public final class Hypervisor implements AutoCloseable {

    private final Link link;
    private final EventHub events;
    private final Domains domains;

    Hypervisor(Link link) {
        this.link = link;
        this.events = new EventHub(link);
        this.domains = new Domains(this);
        link.followedBy(events);
    }

    Link link() {
        return link;
    }

    EventHub events() {
        return events;
    }

    /**
     * Returns the address that was connected to.
     *
     * @return the URI as it was given
     */
    public HypervisorUri uri() {
        return link.uri();
    }

    /**
     * Returns the driver in use.
     *
     * @return what it says about itself
     */
    public DriverInfo driver() {
        return link.driver().info();
    }

    /**
     * Returns the identity of the host, the same over all connections to it.
     *
     * @return an opaque key
     */
    public String hostId() {
        return link.read("hypervisor.hostId", Session::hostId);
    }

    /**
     * Asks for facts about the host.
     *
     * @return the facts, as they are now
     */
    public HostInfo info() {
        return link.read("hypervisor.info", Session::host);
    }

    /**
     * Returns the domains of the host.
     *
     * @return the collection; asks nothing yet
     */
    public Domains domains() {
        return domains;
    }

    /**
     * Returns the storage pools of the host.
     *
     * @return the handle; asks nothing yet
     */
    public Pools pools() {
        return new Pools(this);
    }

    /**
     * Returns the networks that the host makes for its guests.
     *
     * @return the handle; asks nothing yet
     */
    public Networks networks() {
        return new Networks(this);
    }

    /**
     * Returns what domains and the host use.
     *
     * @return the handle; asks nothing yet
     */
    public Statistics statistics() {
        return new Statistics(this);
    }

    /**
     * Returns the secrets that the host keeps.
     *
     * @return the handle; asks nothing yet
     */
    public Secrets secrets() {
        return new Secrets(this);
    }

    /**
     * Returns the devices of the host itself.
     *
     * @return the handle; asks nothing yet
     */
    public NodeDevices nodeDevices() {
        return new NodeDevices(this);
    }

    /**
     * Passes a request about the host as a whole to the backend as it is.
     *
     * @param channel the backend's interface, such as a tool's own commands
     * @param request in that interface's language
     * @param timeout how long to wait for the answer
     * @return the answer in that interface's language
     * @throws org.anfitrion.api.error.UnsupportedCapabilityException if the backend does not have the interface
     */
    public String call(String channel, String request, Duration timeout) {
        return new FacetHandle<>(this, NativeFacet.class)
                .change(
                        "hypervisor.call",
                        Feature.RAW_CALLS,
                        facet -> facet.call(channel, request, Deadline.after(timeout)));
    }

    /**
     * Tells whether the host can do something.
     *
     * @param feature what
     * @return yes, no with a reason, or not known
     */
    public Support support(Feature feature) {
        return link.read("hypervisor.support", session -> session.support(feature, new Target.Host()));
    }

    /**
     * Tells whether a domain of this description could do something.
     *
     * @param feature what
     * @param spec the description
     * @return yes, no with a reason, or not known
     */
    public Support support(Feature feature, DomainSpec spec) {
        return link.read("hypervisor.support", session -> session.support(feature, new Target.OfSpec(spec)));
    }

    /**
     * Tells what happens on the host, from now on. The listener is called by one thread at a time, in the order of the events;
     * one that falls far behind gets {@link org.anfitrion.api.event.EventsLost} in their place.
     *
     * @param listener gets the events
     * @return closes the subscription; it ends with the connection at the latest
     * @throws org.anfitrion.api.error.UnsupportedCapabilityException if the backend tells none
     */
    public Subscription subscribe(Consumer<? super HypervisorEvent> listener) {
        return events.subscribe(listener);
    }

    /**
     * Asks the backend for a sign of life.
     *
     * @param timeout how long to wait for it
     * @throws org.anfitrion.api.error.OperationTimeoutException if there is none
     */
    public void ping(Duration timeout) {
        link.read("hypervisor.ping", session -> {
            session.ping(Deadline.after(timeout));
            return true;
        });
    }

    /**
     * Tells whether this connection was closed by the program.
     *
     * @return true after {@link #close}
     */
    public boolean isClosed() {
        return link.isClosed();
    }

    /**
     * Closes the connection. Callers that wait get an exception. Guests are treated by {@link ConnectOptions#guestsOnClose};
     * ephemeral ones end. May be called twice.
     */
    @Override
    public void close() {
        link.refuse();
        events.close();
        link.close();
    }

    @Override
    public String toString() {
        return link.uri().toString();
    }
}
