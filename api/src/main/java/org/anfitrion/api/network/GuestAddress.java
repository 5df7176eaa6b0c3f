package org.anfitrion.api.network;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.unit.MacAddress;

/**
 * An address of a guest.
 *
 * @param guestInterface the interface's name: in the guest if the guest says so, else on the host
 * @param mac the card
 * @param address the address
 * @param prefix the length of the network's part, in bits
 * @param source who says so
 */
public record GuestAddress(
        Optional<String> guestInterface,
        Optional<MacAddress> mac,
        InetAddress address,
        int prefix,
        AddressSource source) {

    /**
     * Checks that nothing is missing.
     *
     * @param guestInterface the interface's name: in the guest if the guest says so, else on the host
     * @param mac the card
     * @param address the address
     * @param prefix the length of the network's part, in bits
     * @param source who says so
     */
    public GuestAddress {
        Objects.requireNonNull(guestInterface, "guestInterface");
        Objects.requireNonNull(mac, "mac");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(source, "source");
    }
}
