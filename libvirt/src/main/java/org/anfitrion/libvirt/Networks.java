package org.anfitrion.libvirt;

import com.google.common.net.InetAddresses;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.network.Forward;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.FoundAddress;
import org.anfitrion.libvirt.wire.Reference;
import org.anfitrion.libvirt.wire.UuidLocks;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.Dialect;
import org.anfitrion.libvirt.xml.NetworkDescription;
import org.anfitrion.spi.NetworkFacet;
import org.libvirt.jna.CString;
import org.libvirt.jna.NetworkPointer;

/** libvirt's networks. Thread-safe. */
final class Networks implements NetworkFacet {

    private static final int XML_INACTIVE = 1;

    private final Calls calls;
    private final BackendFeatures features;

    Networks(Calls calls, BackendFeatures features) {
        this.calls = calls;
        this.features = features;
    }

    /** What is done with one network. */
    private interface Work<T> {
        T on(WireConnection wire, NetworkPointer network);
    }

    private static Attempt attempt(String operation, String network, boolean changes) {
        return new Attempt(operation, "network '" + network + "'", changes);
    }

    private <T> T look(String network, Attempt attempt, Work<T> work) {
        return calls.read(attempt, wire -> on(wire, network, attempt, work));
    }

    private <T> T change(String network, Attempt attempt, Work<T> work) {
        return calls.change(attempt, wire -> {
            try (UuidLocks.Held held = UuidLocks.DEFINING.hold(lock(network))) {
                return on(wire, network, attempt, work);
            }
        });
    }

    private static UUID lock(String network) {
        return new UUID(0, network.hashCode());
    }

    private static <T> T on(WireConnection wire, String network, Attempt attempt, Work<T> work) {
        NetworkPointer found = wire.library().virNetworkLookupByName(wire.pointer(), network);
        if (found == null) {
            throw wire.failed(attempt);
        }
        try (Reference<NetworkPointer> owned = NetworkRows.own(wire, found)) {
            return work.on(wire, owned.pointer());
        }
    }

    @Override
    public List<NetworkInfo> networks() {
        Attempt attempt = new Attempt("list", "networks", false);
        features.require(Feature.NETWORKS, attempt);
        return calls.read(attempt, wire -> NetworkRows.list(wire, attempt));
    }

    @Override
    public Optional<NetworkInfo> network(String name) {
        Attempt attempt = attempt("look up", name, false);
        features.require(Feature.NETWORKS, attempt);
        return calls.read(attempt, wire -> {
            try (Reference<NetworkPointer> found =
                    NetworkRows.find(wire, name, attempt).orElse(null)) {
                return found == null ? Optional.empty() : Optional.of(NetworkRows.row(wire, found.pointer(), attempt));
            }
        });
    }

    @Override
    public NetworkInfo define(NetworkSpec spec) {
        Attempt attempt = attempt("define", spec.name(), true);
        calls.checkWritable(attempt);
        require(spec, attempt);
        String xml = NetworkDescription.write(spec);
        return calls.change(attempt, wire -> {
            try (UuidLocks.Held held = UuidLocks.DEFINING.hold(lock(spec.name()))) {
                refuseTaken(wire, spec, attempt);
                try (Reference<NetworkPointer> defined = define(wire, xml, attempt)) {
                    if (spec.autostart()) {
                        setAutostart(wire, defined.pointer(), attempt);
                    }
                    return NetworkRows.row(wire, defined.pointer(), attempt);
                }
            }
        });
    }

    private void require(NetworkSpec spec, Attempt attempt) {
        features.require(Feature.NETWORKS, attempt);
        if (spec.subnets().stream()
                .anyMatch(subnet ->
                        !subnet.dhcpRanges().isEmpty() || !subnet.dhcpHosts().isEmpty())) {
            features.require(Feature.NETWORK_DHCP, attempt);
        }
        if (spec.forward() instanceof Forward.Bridge) {
            features.require(Feature.NETWORK_BRIDGE, attempt);
        }
    }

    /** libvirt replaces a network that has the same name and UUID. */
    private static void refuseTaken(WireConnection wire, NetworkSpec spec, Attempt attempt) {
        try (Reference<NetworkPointer> taken =
                NetworkRows.find(wire, spec.name(), attempt).orElse(null)) {
            if (taken != null) {
                throw new AlreadyExistsException(attempt.failure().because("there is a network of this name already"));
            }
        }
        if (spec.uuid().isPresent()) {
            String uuid = spec.uuid().get().toString();
            try (Reference<NetworkPointer> taken = NetworkRows.found(
                            wire, wire.library().virNetworkLookupByUUIDString(wire.pointer(), uuid), attempt)
                    .orElse(null)) {
                if (taken != null) {
                    String name = wire.library().virNetworkGetName(taken.pointer());
                    throw new AlreadyExistsException(
                            attempt.failure().because("network '" + name + "' has UUID " + uuid + " already"));
                }
            }
        }
    }

    private static Reference<NetworkPointer> define(WireConnection wire, String xml, Attempt attempt) {
        NetworkPointer defined = wire.library().virNetworkDefineXML(wire.pointer(), xml);
        if (defined == null) {
            throw wire.failed(attempt);
        }
        return NetworkRows.own(wire, defined);
    }

    /** A network that cannot be what was asked for is not left behind. */
    private static void setAutostart(WireConnection wire, NetworkPointer network, Attempt attempt) {
        if (wire.library().virNetworkSetAutostart(network, 1) < 0) {
            HypervisorException failure = wire.failed(attempt);
            wire.library().virNetworkUndefine(network);
            throw failure;
        }
    }

    @Override
    public Described<NetworkSpec> read(String network, View view) {
        Attempt attempt = attempt("read", network, false);
        features.require(Feature.NETWORKS, attempt);
        return look(network, attempt, (wire, found) -> read(wire, found, view, attempt));
    }

    private static Described<NetworkSpec> read(
            WireConnection wire, NetworkPointer network, View view, Attempt attempt) {
        boolean config = view == View.CONFIG;
        int has = config
                ? wire.library().virNetworkIsPersistent(network)
                : wire.library().virNetworkIsActive(network);
        if (Inventory.check(wire, has, attempt) == 0) {
            throw new InvalidStateException(attempt.failure()
                    .because(config ? "it is not kept and has no configuration to start from" : "it is not active"));
        }
        CString text = wire.library().virNetworkGetXMLDesc(network, config ? XML_INACTIVE : 0);
        if (text == null) {
            throw wire.failed(attempt);
        }
        String xml = text.toString();
        boolean autostart = NetworkRows.autostart(wire, network);
        return new Described<>(
                view,
                NetworkDescription.read(xml, autostart),
                xml,
                Revision.of(NetworkDescription.comparable(xml), autostart ? "autostart" : ""));
    }

    @Override
    public Applied update(String network, Described<NetworkSpec> base, NetworkSpec wanted, Scope scope) {
        Attempt attempt = attempt("update", network, true);
        calls.checkWritable(attempt);
        View view = scope == Scope.CONFIG ? View.CONFIG : View.LIVE;
        if (scope == Scope.LIVE) {
            features.require(Feature.NETWORK_UPDATE_LIVE, attempt);
        }
        require(wanted, attempt);
        return change(network, attempt, (wire, found) -> {
            checkBase(network, base, wanted, view);
            Described<NetworkSpec> now = read(wire, found, view, attempt);
            if (!now.revision().equals(base.revision())) {
                throw new ConflictException(
                        attempt.failure().because("its " + view + " configuration was changed since it was read"));
            }
            NetworkSpec full =
                    wanted.uuid().or(now.spec()::uuid).map(wanted::uuid).orElse(wanted);
            return scope == Scope.CONFIG
                    ? updateConfig(wire, found, now, full, attempt)
                    : LiveNetwork.update(wire, found, now, full, attempt);
        });
    }

    private static void checkBase(String network, Described<NetworkSpec> base, NetworkSpec wanted, View view) {
        if (base.view() != view) {
            throw InvalidSpecException.of("base", base.view(), "this change starts from the " + view + " view");
        }
        if (!wanted.name().equals(network)) {
            throw InvalidSpecException.of("network name", wanted.name(), "an update cannot rename a network");
        }
        if (wanted.uuid().isPresent() && !wanted.uuid().equals(base.spec().uuid())) {
            throw InvalidSpecException.of("UUID", wanted.uuid().get(), "an update cannot change a network's UUID");
        }
    }

    private static Applied updateConfig(
            WireConnection wire,
            NetworkPointer network,
            Described<NetworkSpec> now,
            NetworkSpec wanted,
            Attempt attempt) {
        Dialect.Edited edited = NetworkDescription.edit(now.nativeConfiguration(), now.spec(), wanted);
        List<String> changes = new ArrayList<>(edited.changes());
        if (!changes.isEmpty()) {
            define(wire, edited.xml(), attempt).close();
        }
        boolean configured = !changes.isEmpty();
        if (wanted.autostart() != now.spec().autostart()) {
            int on = wanted.autostart() ? 1 : 0;
            if (wire.library().virNetworkSetAutostart(network, on) < 0) {
                HypervisorException failure = wire.failed(attempt);
                if (configured) {
                    define(wire, now.nativeConfiguration(), attempt).close();
                }
                throw failure;
            }
            changes.add("autostart: " + now.spec().autostart() + " -> " + wanted.autostart());
        }
        boolean active = wire.library().virNetworkIsActive(network) == 1;
        return changes.isEmpty()
                ? new Applied(List.of(), Set.of(), false)
                : new Applied(changes, Set.of(Scope.CONFIG), configured && active);
    }

    @Override
    public NetworkInfo start(String network) {
        Attempt attempt = attempt("start", network, true);
        calls.checkWritable(attempt);
        features.require(Feature.NETWORKS, attempt);
        return change(network, attempt, (wire, found) -> {
            refuse(wire, found, true, "it is active already", attempt);
            Inventory.check(wire, wire.library().virNetworkCreate(found), attempt);
            return NetworkRows.row(wire, found, attempt);
        });
    }

    private static void refuse(
            WireConnection wire, NetworkPointer network, boolean active, String why, Attempt attempt) {
        boolean is = Inventory.check(wire, wire.library().virNetworkIsActive(network), attempt) == 1;
        if (is == active) {
            throw new InvalidStateException(attempt.failure().because(why));
        }
    }

    @Override
    public NetworkInfo stop(String network) {
        Attempt attempt = attempt("stop", network, true);
        calls.checkWritable(attempt);
        features.require(Feature.NETWORKS, attempt);
        return change(network, attempt, (wire, found) -> {
            refuse(wire, found, false, "it is not active", attempt);
            NetworkInfo before = NetworkRows.row(wire, found, attempt);
            Inventory.check(wire, wire.library().virNetworkDestroy(found), attempt);
            return before.persistent()
                    ? NetworkRows.row(wire, found, attempt)
                    : new NetworkInfo(before.name(), before.uuid(), false, false, false, before.bridge());
        });
    }

    @Override
    public void autostart(String network, boolean on) {
        Attempt attempt = attempt(on ? "set autostart of" : "clear autostart of", network, true);
        calls.checkWritable(attempt);
        features.require(Feature.NETWORKS, attempt);
        change(
                network,
                attempt,
                (wire, found) ->
                        Inventory.check(wire, wire.library().virNetworkSetAutostart(found, on ? 1 : 0), attempt));
    }

    @Override
    public void remove(String network) {
        Attempt attempt = attempt("remove", network, true);
        calls.checkWritable(attempt);
        features.require(Feature.NETWORKS, attempt);
        change(network, attempt, (wire, found) -> {
            refuse(wire, found, true, "it is active; stop it first", attempt);
            return Inventory.check(wire, wire.library().virNetworkUndefine(found), attempt);
        });
    }

    @Override
    public List<Lease> leases(String network) {
        Attempt attempt = attempt("list the leases of", network, false);
        features.require(Feature.NETWORK_DHCP, attempt);
        return look(network, attempt, (wire, found) -> {
            Instant now = Instant.now();
            return FoundAddress.leases(wire, found, attempt).stream()
                    .map(Networks::lease)
                    .flatMap(Optional::stream)
                    .filter(lease -> lease.expires().filter(now::isAfter).isEmpty())
                    .toList();
        });
    }

    private static Optional<Lease> lease(FoundAddress found) {
        if (!InetAddresses.isInetAddress(found.address())) {
            return Optional.empty();
        }
        return found.mac()
                .flatMap(Addresses::mac)
                .map(mac -> new Lease(
                        mac,
                        InetAddresses.forString(found.address()),
                        found.prefix(),
                        found.hostName().filter(name -> !name.isEmpty()),
                        found.expires() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(found.expires()))));
    }
}
