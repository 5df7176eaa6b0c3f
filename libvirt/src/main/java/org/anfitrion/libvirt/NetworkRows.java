package org.anfitrion.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.LibvirtError;
import org.anfitrion.libvirt.wire.LibvirtLibrary;
import org.anfitrion.libvirt.wire.Reference;
import org.anfitrion.libvirt.wire.ReferenceArray;
import org.anfitrion.libvirt.wire.WireConnection;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;
import org.libvirt.jna.NetworkPointer;

/** Finds libvirt's networks, and tells of them. Whoever calls holds a lease. */
final class NetworkRows {

    private static final int NO_NETWORK = 43;
    private static final int LIST_ACTIVE = 1 << 1;
    private static final int LIST_PERSISTENT = 1 << 2;
    private static final int LIST_AUTOSTART = 1 << 4;
    private static final int UUID_TEXT = 36;

    private NetworkRows() {}

    static List<NetworkInfo> list(WireConnection wire, Attempt attempt) {
        LibvirtLibrary library = wire.library();
        Set<UUID> active = those(wire, LIST_ACTIVE, attempt);
        Set<UUID> persistent = those(wire, LIST_PERSISTENT, attempt);
        Set<UUID> autostart = those(wire, LIST_AUTOSTART, attempt);
        try (ReferenceArray<NetworkPointer> all = all(wire, 0, attempt)) {
            return all.items().stream()
                    .map(network -> {
                        UUID uuid = uuid(wire, network, attempt);
                        return new NetworkInfo(
                                library.virNetworkGetName(network),
                                Optional.of(uuid),
                                active.contains(uuid),
                                persistent.contains(uuid),
                                autostart.contains(uuid),
                                bridge(wire, network));
                    })
                    .toList();
        }
    }

    private static Set<UUID> those(WireConnection wire, int flags, Attempt attempt) {
        Set<UUID> found = new HashSet<>();
        try (ReferenceArray<NetworkPointer> some = all(wire, flags, attempt)) {
            some.items().forEach(network -> found.add(uuid(wire, network, attempt)));
        }
        return found;
    }

    private static ReferenceArray<NetworkPointer> all(WireConnection wire, int flags, Attempt attempt) {
        LibvirtLibrary library = wire.library();
        PointerByReference array = new PointerByReference();
        int count = Inventory.check(wire, library.virConnectListAllNetworks(wire.pointer(), array, flags), attempt);
        return new ReferenceArray<>(array, count, NetworkRows::pointer, library::virNetworkFree);
    }

    private static NetworkPointer pointer(Pointer bare) {
        NetworkPointer pointer = new NetworkPointer();
        pointer.setPointer(bare);
        return pointer;
    }

    private static UUID uuid(WireConnection wire, NetworkPointer network, Attempt attempt) {
        byte[] text = new byte[UUID_TEXT + 1];
        Inventory.check(wire, wire.library().virNetworkGetUUIDString(network, text), attempt);
        return UUID.fromString(new String(text, 0, UUID_TEXT, StandardCharsets.US_ASCII));
    }

    /** Asked one by one, for libvirt tells no bridges in bulk. Not every kind of network has one. */
    private static Optional<String> bridge(WireConnection wire, NetworkPointer network) {
        CString name = wire.library().virNetworkGetBridgeName(network);
        return name == null ? Optional.empty() : Optional.of(name.toString()).filter(text -> !text.isEmpty());
    }

    static NetworkInfo row(WireConnection wire, NetworkPointer network, Attempt attempt) {
        LibvirtLibrary library = wire.library();
        return new NetworkInfo(
                library.virNetworkGetName(network),
                Optional.of(uuid(wire, network, attempt)),
                Inventory.check(wire, library.virNetworkIsActive(network), attempt) == 1,
                Inventory.check(wire, library.virNetworkIsPersistent(network), attempt) == 1,
                autostart(wire, network),
                bridge(wire, network));
    }

    /** Some drivers refuse the question about a network that is not kept. */
    static boolean autostart(WireConnection wire, NetworkPointer network) {
        IntByReference on = new IntByReference();
        return wire.library().virNetworkGetAutostart(network, on) == 0 && on.getValue() != 0;
    }

    static Optional<Reference<NetworkPointer>> find(WireConnection wire, String name, Attempt attempt) {
        return found(wire, wire.library().virNetworkLookupByName(wire.pointer(), name), attempt);
    }

    static Optional<Reference<NetworkPointer>> found(
            WireConnection wire, @Nullable NetworkPointer network, Attempt attempt) {
        if (network != null) {
            return Optional.of(own(wire, network));
        }
        LibvirtError error = LibvirtError.last(wire.library());
        if (error.is(NO_NETWORK)) {
            return Optional.empty();
        }
        throw wire.failed(attempt, error);
    }

    static Reference<NetworkPointer> own(WireConnection wire, NetworkPointer network) {
        return new Reference<>(network, wire.library()::virNetworkFree);
    }
}
