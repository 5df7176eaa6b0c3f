package org.anfitrion.api.network;

import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;
import org.anfitrion.api.unit.MacAddress;

/**
 * An address that a network keeps for one card.
 *
 * @param mac the card
 * @param address the address that it gets
 * @param hostName the name that it gets
 */
public record DhcpHost(MacAddress mac, InetAddress address, Optional<String> hostName) {

    /**
     * Creates the description.
     *
     * @param mac the card
     * @param address the address that it gets
     * @param hostName the name that it gets
     * @throws InvalidSpecException if the name is not a word
     */
    public DhcpHost {
        Objects.requireNonNull(mac, "mac");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(hostName, "hostName");
        hostName.ifPresent(name -> Text.token("host name", name));
    }

    /**
     * Keeps an address for a card.
     *
     * @param mac the card
     * @param address the address that it gets, as digits; nothing is looked up
     * @return the entry
     * @throws InvalidSpecException if one of them is not what it should be
     */
    public static DhcpHost of(String mac, String address) {
        return new DhcpHost(MacAddress.of(mac), Subnet.address(address), Optional.empty());
    }
}
