package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.event.NetworkEvent;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.network.Forward;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.spi.NetworkFacet;

/** The network facet of a session in memory. */
final class MemoryNetwork implements NetworkFacet {

    private final MemorySession session;

    MemoryNetwork(MemorySession session) {
        this.session = session;
    }

    private Networks host() {
        return session.model().networks();
    }

    private static Call call(Operation operation, String network) {
        return Call.on(operation, "network '" + network + "'").needing(Feature.NETWORKS);
    }

    private <T> T on(Operation operation, String network, Function<GuestNetwork, T> work) {
        return session.perform(call(operation, network), () -> work.apply(host().require(network, operation)));
    }

    @Override
    public List<NetworkInfo> networks() {
        Call call = Call.on(
                        Operation.NETWORK_NETWORKS,
                        "networks of " + session.model().name())
                .needing(Feature.NETWORKS);
        return session.perform(
                call, () -> host().all().stream().map(GuestNetwork::row).toList());
    }

    @Override
    public Optional<NetworkInfo> network(String name) {
        return session.perform(
                call(Operation.NETWORK_NETWORK, name), () -> host().find(name).map(GuestNetwork::row));
    }

    @Override
    public NetworkInfo define(NetworkSpec spec) {
        Call call = call(Operation.NETWORK_DEFINE, spec.name());
        return session.perform(call, () -> {
            requireExpressible(spec, call);
            requireFeatures(spec, call);
            return host().define(spec);
        });
    }

    private static void requireExpressible(NetworkSpec spec, Call call) {
        if (spec.forward() instanceof Forward.Native other) {
            throw new UnsupportedCapabilityException(
                    call.failure("only a native configuration can ask for a forward of kind " + other.kind()));
        }
    }

    private void requireFeatures(NetworkSpec spec, Call call) {
        boolean dhcp = spec.subnets().stream()
                .anyMatch(subnet ->
                        !subnet.dhcpRanges().isEmpty() || !subnet.dhcpHosts().isEmpty());
        if (dhcp) {
            require(Feature.NETWORK_DHCP, call);
        }
        if (spec.forward() instanceof Forward.Bridge) {
            require(Feature.NETWORK_BRIDGE, call);
        }
    }

    private void require(Feature feature, Call call) {
        session.model().missing(feature).ifPresent(reason -> {
            throw new UnsupportedCapabilityException(call.failure(reason));
        });
    }

    @Override
    public Described<NetworkSpec> read(String network, View view) {
        return on(Operation.NETWORK_READ, network, found -> configuration(
                        found, view, call(Operation.NETWORK_READ, network))
                .as(view));
    }

    private static NetworkConfiguration configuration(GuestNetwork network, View view, Call call) {
        if (view == View.CONFIG) {
            return network.config;
        }
        NetworkConfiguration live = network.live;
        if (live == null) {
            throw new InvalidStateException(call.failure("it is not active, so nothing of it is live"));
        }
        return live;
    }

    @Override
    public Applied update(String network, Described<NetworkSpec> base, NetworkSpec wanted, Scope scope) {
        Call call = call(Operation.NETWORK_UPDATE, network);
        return session.perform(
                scope == Scope.LIVE ? call.needing(Feature.NETWORK_UPDATE_LIVE) : call,
                () -> apply(host().require(network, Operation.NETWORK_UPDATE), base, wanted, scope, call));
    }

    private Applied apply(
            GuestNetwork network, Described<NetworkSpec> base, NetworkSpec wanted, Scope scope, Call call) {
        View view = scope == Scope.CONFIG ? View.CONFIG : View.LIVE;
        NetworkConfiguration present = configuration(network, view, call);
        if (base.view() != view) {
            throw new InvalidSpecException(
                    call.failure("the update is for " + scope + ", but was begun by reading " + base.view()));
        }
        if (!wanted.name().equals(network.name)
                || wanted.uuid().filter(uuid -> !uuid.equals(network.uuid)).isPresent()) {
            throw new InvalidSpecException(call.failure("an update changes neither name nor UUID"));
        }
        if (!present.revision().equals(base.revision())) {
            throw new ConflictException(call.failure(
                    "it was changed meanwhile: read revision " + base.revision() + ", now " + present.revision()));
        }
        if (!wanted.forward().equals(present.spec().forward())) {
            requireExpressible(wanted, call);
        }
        requireFeatures(wanted, call);
        NetworkSpec full = completed(wanted, present.spec());
        host().requireOwnBridge(full, call.failure(""));
        NetworkConfiguration.Rewritten rewritten =
                present.toward(full, session.model().newRevision());
        if (rewritten.changes().isEmpty()) {
            return new Applied(List.of(), Set.of(), false);
        }
        if (scope == Scope.LIVE) {
            requireLive(rewritten, call);
            network.live = rewritten.configuration();
            host().tell(network, NetworkEvent.Change.UPDATED);
        } else {
            network.config = rewritten.configuration();
            host().tell(network, NetworkEvent.Change.DEFINED);
        }
        return new Applied(rewritten.changes(), Set.of(scope), scope == Scope.CONFIG && network.isActive());
    }

    private static NetworkSpec completed(NetworkSpec wanted, NetworkSpec present) {
        NetworkSpec full =
                wanted.uuid().isPresent() ? wanted : wanted.uuid(present.uuid().orElseThrow());
        return full.bridge().isPresent() || present.bridge().isEmpty()
                ? full
                : full.bridge(present.bridge().get());
    }

    private static void requireLive(NetworkConfiguration.Rewritten rewritten, Call call) {
        List<String> others = rewritten.keys().stream()
                .filter(key -> !key.startsWith(NetworkFields.HOST) && !key.equals(NetworkFields.RANGES))
                .toList();
        if (!others.isEmpty()) {
            throw new UnsupportedCapabilityException(
                    call.failure("a network that is up here can change its DHCP ranges and kept addresses, not "
                            + String.join(", ", others)));
        }
    }

    @Override
    public NetworkInfo start(String network) {
        return on(Operation.NETWORK_START, network, found -> {
            host().start(found);
            return found.row();
        });
    }

    @Override
    public NetworkInfo stop(String network) {
        return on(Operation.NETWORK_STOP, network, found -> {
            host().stop(found);
            return found.row();
        });
    }

    @Override
    public void autostart(String network, boolean on) {
        on(Operation.NETWORK_AUTOSTART, network, found -> {
            if (found.config.spec().autostart() != on) {
                found.config = found.config
                        .toward(
                                found.config.spec().autostart(on),
                                session.model().newRevision())
                        .configuration();
            }
            return true;
        });
    }

    @Override
    public void remove(String network) {
        on(Operation.NETWORK_REMOVE, network, found -> {
            host().remove(found);
            return true;
        });
    }

    @Override
    public List<Lease> leases(String network) {
        Call call = call(Operation.NETWORK_LEASES, network).needing(Feature.NETWORK_DHCP);
        return session.perform(call, () -> host().require(network, Operation.NETWORK_LEASES)
                .leases
                .present(session.model().clock().now()));
    }
}
