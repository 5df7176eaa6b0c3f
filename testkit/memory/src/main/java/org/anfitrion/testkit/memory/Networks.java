package org.anfitrion.testkit.memory;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.event.NetworkEvent;
import org.anfitrion.api.network.Forward;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.api.unit.MacAddress;

/** The networks of a host, and which guests are on them. Used under the host's lock only. */
final class Networks {

    private final HostModel model;
    private final Map<String, GuestNetwork> byName = new LinkedHashMap<>();

    Networks(HostModel model) {
        this.model = model;
    }

    Collection<GuestNetwork> all() {
        return List.copyOf(byName.values());
    }

    Optional<GuestNetwork> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    GuestNetwork require(String name, Operation operation) {
        return find(name)
                .orElseThrow(() -> new NotFoundException(Failure.to(operation.verb(), "network '" + name + "'")
                        .because("there is no such network, or none any more")));
    }

    NetworkInfo define(NetworkSpec spec) {
        return add(NetworkConfiguration.of(completed(spec), model.newRevision()));
    }

    /** Makes a network from native text, which may say more than a description can. */
    NetworkInfo define(NativeText text) {
        NetworkSpec read = NetworkFields.read(text);
        NetworkConfiguration written = new NetworkConfiguration(text, read, "");
        return add(written.toward(completed(read), model.newRevision()).configuration());
    }

    private NetworkInfo add(NetworkConfiguration configuration) {
        GuestNetwork network = new GuestNetwork(configuration);
        byName.put(network.name, network);
        tell(network, NetworkEvent.Change.DEFINED);
        return network.row();
    }

    private NetworkSpec completed(NetworkSpec spec) {
        Failure failure = Failure.to(Operation.NETWORK_DEFINE.verb(), "network '" + spec.name() + "'");
        if (byName.containsKey(spec.name())) {
            throw new AlreadyExistsException(failure.because("a network of that name exists"));
        }
        for (GuestNetwork other : byName.values()) {
            if (spec.uuid().filter(other.uuid::equals).isPresent()) {
                throw new AlreadyExistsException(failure.because("the UUID " + other.uuid + " is that of " + other));
            }
        }
        requireOwnBridge(spec, failure);
        NetworkSpec identified =
                spec.uuid().isPresent() ? spec : spec.uuid(model.completion().uuid());
        return spec.bridge().isPresent() ? identified : identified.bridge(freeBridge());
    }

    /** A bridge that a network makes is its own; one that was there before may serve any number. */
    void requireOwnBridge(NetworkSpec spec, Failure failure) {
        if (spec.forward() instanceof Forward.Bridge) {
            return;
        }
        for (GuestNetwork other : byName.values()) {
            if (!other.name.equals(spec.name())
                    && spec.bridge().isPresent()
                    && (spec.bridge().equals(other.bridge())
                            || spec.bridge().equals(other.config.spec().bridge()))) {
                throw new AlreadyExistsException(
                        failure.because("the bridge " + spec.bridge().get() + " is that of " + other));
            }
        }
    }

    private String freeBridge() {
        Set<String> taken = byName.values().stream()
                .flatMap(network -> network.config.spec().bridge().stream())
                .collect(Collectors.toSet());
        int number = 0;
        while (taken.contains("virbr" + number)) {
            number++;
        }
        return "virbr" + number;
    }

    void start(GuestNetwork network) {
        Failure failure = Failure.to(Operation.NETWORK_START.verb(), network.toString());
        if (network.isActive()) {
            throw new InvalidStateException(failure.because("it is active"));
        }
        for (GuestNetwork other : byName.values()) {
            if (other.isActive()
                    && overlap(other.spec().subnets(), network.config.spec().subnets())) {
                throw new ResourceBusyException(failure.because("its addresses are in use by " + other));
            }
        }
        network.live = network.config.revised(model.newRevision());
        tell(network, NetworkEvent.Change.STARTED);
    }

    private static boolean overlap(List<Subnet> some, List<Subnet> others) {
        return some.stream().anyMatch(one -> others.stream()
                .anyMatch(other -> one.contains(other.gateway()) || other.contains(one.gateway())));
    }

    void stop(GuestNetwork network) {
        if (!network.isActive()) {
            throw new InvalidStateException(Failure.to(Operation.NETWORK_STOP.verb(), network.toString())
                    .because("it is not active"));
        }
        network.live = null;
        network.leases.clear();
        tell(network, NetworkEvent.Change.STOPPED);
    }

    void remove(GuestNetwork network) {
        if (network.isActive()) {
            throw new InvalidStateException(Failure.to(Operation.NETWORK_REMOVE.verb(), network.toString())
                    .because("it is active"));
        }
        byName.remove(network.name);
        tell(network, NetworkEvent.Change.UNDEFINED);
    }

    void tell(GuestNetwork network, NetworkEvent.Change change) {
        model.announcements()
                .announce(new NetworkEvent(
                        network.name, change, model.announcements().now()));
    }

    /** Takes all networks down with the host, and up again those that start with it. */
    void restart() {
        all().stream().filter(GuestNetwork::isActive).forEach(this::stop);
        all().stream().filter(network -> network.config.spec().autostart()).forEach(this::start);
    }

    /** Refuses to plug a card into a network that is down. One that nobody defined may be made by other means. */
    void requireUp(DomainSpec spec, Operation operation) {
        for (NicSpec nic : spec.nics()) {
            if (nic.source() instanceof NicSource.Network source
                    && find(source.name()).filter(there -> !there.isActive()).isPresent()) {
                throw new InvalidStateException(Failure.to(operation.verb(), "domain '" + spec.name() + "'")
                        .because("network '" + source.name() + "' is not active"));
            }
        }
    }

    /**
     * Takes note of the cards that a running domain has now: a card that is new on a network gets an address there, one that
     * has gone, or whose cable is out, gives its address back.
     */
    void follow(MemoryDomain domain) {
        for (GuestNetwork network : byName.values()) {
            if (network.isActive()) {
                Set<MacAddress> cards = cards(domain, network);
                network.leases.release(domain.id, cards, true, model.clock().now());
                cards.forEach(mac -> give(network, mac, domain));
            }
        }
    }

    private static Set<MacAddress> cards(MemoryDomain domain, GuestNetwork network) {
        return domain.spec().nics().stream()
                .filter(nic -> nic.linkUp()
                        && nic.source() instanceof NicSource.Network source
                        && source.name().equals(network.name))
                .flatMap(nic -> nic.mac().stream())
                .collect(Collectors.toSet());
    }

    private void give(GuestNetwork network, MacAddress mac, MemoryDomain domain) {
        if (network.leases.of(domain.id, mac, model.clock().now()).isEmpty()) {
            for (Subnet subnet : network.spec().subnets()) {
                network.leases.give(
                        subnet,
                        mac,
                        Optional.of(domain.name),
                        domain.id,
                        model.clock().now());
            }
        }
    }

    /** Takes note that a domain has stopped. A guest that shut down gives its addresses back, another one cannot. */
    void leave(MemoryDomain domain, StopCause cause) {
        for (GuestNetwork network : byName.values()) {
            network.leases.release(
                    domain.id,
                    Set.of(),
                    cause == StopCause.SHUTDOWN,
                    model.clock().now());
        }
    }
}
