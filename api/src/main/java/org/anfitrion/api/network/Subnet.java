package org.anfitrion.api.network;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * A range of addresses of a network: the host's own address in it, and what it gives out by DHCP. Immutable.
 *
 * @param gateway the host's address in it
 * @param prefix the length of the network's part, in bits
 * @param dhcpRanges what is given out; empty gives out none but the kept ones
 * @param dhcpHosts what is kept for certain cards
 */
public record Subnet(InetAddress gateway, int prefix, List<AddressRange> dhcpRanges, List<DhcpHost> dhcpHosts) {

    /**
     * Creates the description.
     *
     * @param gateway the host's address in it
     * @param prefix the length of the network's part, in bits
     * @param dhcpRanges what is given out; empty gives out none but the kept ones
     * @param dhcpHosts what is kept for certain cards
     * @throws InvalidSpecException if the prefix is out of range, an address lies outside, or one is kept twice
     */
    public Subnet {
        Objects.requireNonNull(gateway, "gateway");
        dhcpRanges = List.copyOf(dhcpRanges);
        dhcpHosts = List.copyOf(dhcpHosts);
        int bits = gateway.getAddress().length * 8;
        if (prefix < 1 || prefix > bits) {
            throw InvalidSpecException.of("prefix length", prefix, "must be from 1 to " + bits);
        }
        for (AddressRange range : dhcpRanges) {
            requireInside(gateway, prefix, range.first());
            requireInside(gateway, prefix, range.last());
        }
        Set<Object> seen = new HashSet<>();
        for (DhcpHost host : dhcpHosts) {
            requireInside(gateway, prefix, host.address());
            if (!seen.add(host.mac()) || !seen.add(host.address())) {
                throw InvalidSpecException.of("DHCP host", host, "its card or its address is named twice");
            }
        }
    }

    /**
     * Describes a subnet without DHCP.
     *
     * @param cidr the host's address with the prefix length, such as {@code 192.168.100.1/24}
     * @return the description
     * @throws InvalidSpecException if it is not such
     */
    public static Subnet of(String cidr) {
        int slash = cidr.indexOf('/');
        String length = slash < 0 ? "" : cidr.substring(slash + 1);
        if (!length.matches("[0-9]{1,3}")) {
            throw InvalidSpecException.of("subnet", cidr, "expected something like 192.168.100.1/24");
        }
        return new Subnet(address(cidr.substring(0, slash)), Integer.parseInt(length), List.of(), List.of());
    }

    /**
     * Gives out addresses.
     *
     * @param first the lowest, as digits
     * @param last the highest
     * @return a copy that does
     * @throws InvalidSpecException if the range is not in the subnet
     */
    public Subnet dhcp(String first, String last) {
        List<AddressRange> all = new ArrayList<>(dhcpRanges);
        all.add(AddressRange.of(first, last));
        return new Subnet(gateway, prefix, all, dhcpHosts);
    }

    /**
     * Keeps an address for a card.
     *
     * @param host card and address
     * @return a copy that does
     * @throws InvalidSpecException if the address is not in the subnet, or card or address is kept already
     */
    public Subnet host(DhcpHost host) {
        List<DhcpHost> all = new ArrayList<>(dhcpHosts);
        all.add(host);
        return new Subnet(gateway, prefix, dhcpRanges, all);
    }

    /**
     * Returns a copy that keeps other addresses.
     *
     * @param hosts all that are to be kept
     * @return the copy
     * @throws InvalidSpecException if one is not in the subnet, or kept twice
     */
    public Subnet dhcpHosts(List<DhcpHost> hosts) {
        return new Subnet(gateway, prefix, dhcpRanges, hosts);
    }

    /**
     * Tells whether an address lies in the subnet.
     *
     * @param address any address
     * @return true if it is of the same family and network
     */
    public boolean contains(InetAddress address) {
        return contains(gateway, prefix, address);
    }

    private static boolean contains(InetAddress gateway, int prefix, InetAddress address) {
        byte[] own = gateway.getAddress();
        byte[] other = address.getAddress();
        return own.length == other.length
                && IntStream.range(0, prefix)
                        .allMatch(bit -> ((own[bit / 8] ^ other[bit / 8]) & (0x80 >> (bit % 8))) == 0);
    }

    private static void requireInside(InetAddress gateway, int prefix, InetAddress address) {
        if (!contains(gateway, prefix, address)) {
            throw InvalidSpecException.of(
                    "address", address.getHostAddress(), "it is not in " + gateway.getHostAddress() + "/" + prefix);
        }
    }

    static InetAddress address(String digits) {
        // A zone (%eth0) names an interface of this machine, and the network is on a host that may be another.
        if (!InetAddresses.isInetAddress(digits) || digits.indexOf('%') >= 0) {
            throw InvalidSpecException.of("address", digits, "expected an IP address in digits");
        }
        return InetAddresses.forString(digits);
    }
}
