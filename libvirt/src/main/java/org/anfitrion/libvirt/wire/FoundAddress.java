package org.anfitrion.libvirt.wire;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.NetworkPointer;

/**
 * An address that libvirt found: in the leases of a network ({@code virNetworkGetDHCPLeases}), or on a domain's card ({@code
 * virDomainInterfaceAddresses}).
 *
 * @param card the network interface, as its teller calls it
 * @param mac the card's Ethernet address
 * @param address the address in digits
 * @param prefix the length of its network's prefix
 * @param hostName what the guest calls itself
 * @param expires when the lease ends, in seconds since 1970; 0 if it does not
 */
public record FoundAddress(
        Optional<String> card,
        Optional<String> mac,
        String address,
        int prefix,
        Optional<String> hostName,
        long expires) {

    private static final int WORD = Native.POINTER_SIZE;

    /** {@code virNetworkDHCPLease}: the fields in their order, each in eight bytes of its own. */
    private static final int LEASE_EXPIRES = 8;

    private static final int LEASE_MAC = 24;
    private static final int LEASE_ADDRESS = 40;
    private static final int LEASE_PREFIX = 48;
    private static final int LEASE_HOST_NAME = 56;

    /** {@code virDomainInterface} and {@code virDomainIPAddress}, likewise. */
    private static final int CARD_MAC = 8;

    private static final int CARD_COUNT = 16;
    private static final int CARD_ADDRESSES = 24;
    private static final int ADDRESS_SIZE = 24;
    private static final int ADDRESS_TEXT = 8;
    private static final int ADDRESS_PREFIX = 16;

    /**
     * Reads the leases of a network in one call.
     *
     * @param wire where; the caller holds a lease of the connection
     * @param network which
     * @param attempt what for
     * @return the leases that have not expired
     */
    public static List<FoundAddress> leases(WireConnection wire, NetworkPointer network, Attempt attempt) {
        LibvirtLibrary library = wire.library();
        PointerByReference array = new PointerByReference();
        int count = library.virNetworkGetDHCPLeases(network, null, array, 0);
        if (count < 0) {
            throw wire.failed(attempt);
        }
        return read(array.getValue(), count, FoundAddress::lease, library::virNetworkDHCPLeaseFree);
    }

    /**
     * Asks for the addresses of a domain's cards in one call.
     *
     * @param wire where; the caller holds a lease of the connection
     * @param domain which
     * @param source a {@code virDomainInterfaceAddressesSource}
     * @return the addresses; empty leaves the reason as this thread's last error
     */
    public static Optional<List<FoundAddress>> of(WireConnection wire, DomainPointer domain, int source) {
        LibvirtLibrary library = wire.library();
        PointerByReference array = new PointerByReference();
        int count = library.virDomainInterfaceAddresses(domain, array, source, 0);
        if (count < 0) {
            return Optional.empty();
        }
        return Optional.of(read(array.getValue(), count, FoundAddress::card, library::virDomainInterfaceFree));
    }

    private interface Reader {
        void read(Pointer item, List<FoundAddress> into);
    }

    private interface Free {
        void free(Pointer item);
    }

    private static List<FoundAddress> read(@Nullable Pointer array, int count, Reader reader, Free free) {
        List<FoundAddress> found = new ArrayList<>();
        if (array == null) {
            return found;
        }
        Pointer[] items = count == 0 ? new Pointer[0] : array.getPointerArray(0, count);
        try {
            for (Pointer item : items) {
                reader.read(item, found);
            }
            return found;
        } finally {
            for (Pointer item : items) {
                free.free(item);
            }
            Native.free(Pointer.nativeValue(array));
        }
    }

    private static void lease(Pointer item, List<FoundAddress> into) {
        text(item, LEASE_ADDRESS)
                .ifPresent(address -> into.add(new FoundAddress(
                        text(item, 0),
                        text(item, LEASE_MAC),
                        address,
                        item.getInt(LEASE_PREFIX),
                        text(item, LEASE_HOST_NAME),
                        item.getLong(LEASE_EXPIRES))));
    }

    private static void card(Pointer item, List<FoundAddress> into) {
        int count = item.getInt(CARD_COUNT);
        Pointer addresses = item.getPointer(CARD_ADDRESSES);
        for (int i = 0; addresses != null && i < count; i++) {
            Pointer address = addresses.share((long) i * ADDRESS_SIZE);
            text(address, ADDRESS_TEXT)
                    .ifPresent(digits -> into.add(new FoundAddress(
                            text(item, 0),
                            text(item, CARD_MAC),
                            digits,
                            address.getInt(ADDRESS_PREFIX),
                            Optional.empty(),
                            0)));
        }
    }

    private static Optional<String> text(Pointer structure, int offset) {
        if (WORD != Long.BYTES) {
            throw new IllegalStateException("libvirt's structures are read as those of a 64-bit machine");
        }
        Pointer text = structure.getPointer(offset);
        return text == null ? Optional.empty() : Optional.of(text.getString(0, "UTF-8"));
    }
}
