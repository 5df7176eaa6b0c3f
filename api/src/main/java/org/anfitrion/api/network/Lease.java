package org.anfitrion.api.network;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.unit.MacAddress;

/**
 * An address that a network gave to a card.
 *
 * @param mac the card
 * @param address the address
 * @param prefix the length of the network's part, in bits
 * @param hostName the name that the guest gave itself
 * @param expires until when; empty for ever
 */
public record Lease(
        MacAddress mac, InetAddress address, int prefix, Optional<String> hostName, Optional<Instant> expires) {

    /**
     * Checks that nothing is missing.
     *
     * @param mac the card
     * @param address the address
     * @param prefix the length of the network's part, in bits
     * @param hostName the name that the guest gave itself
     * @param expires until when; empty for ever
     */
    public Lease {
        Objects.requireNonNull(mac, "mac");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(hostName, "hostName");
        Objects.requireNonNull(expires, "expires");
    }
}
