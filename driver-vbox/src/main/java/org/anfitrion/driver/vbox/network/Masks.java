package org.anfitrion.driver.vbox.network;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.stream.LongStream;
import org.anfitrion.api.network.AddressRange;
import org.anfitrion.api.network.Subnet;

/** Addresses of the fourth version as numbers. */
final class Masks {

    private Masks() {}

    static long number(InetAddress address) {
        return Integer.toUnsignedLong(InetAddresses.coerceToInteger(address));
    }

    static Inet4Address address(long number) {
        return InetAddresses.fromInteger((int) number);
    }

    static String mask(int prefix) {
        return address(0xffffffffL << (32 - prefix)).getHostAddress();
    }

    /** The number of bits of a mask such as {@code 255.255.255.0}; empty if it is none. */
    static Optional<Integer> prefix(String mask) {
        if (!InetAddresses.isInetAddress(mask) || mask.contains(":")) {
            return Optional.empty();
        }
        int bits = InetAddresses.coerceToInteger(InetAddresses.forString(mask));
        int prefix = Integer.bitCount(bits);
        return mask(prefix).equals(mask) ? Optional.of(prefix) : Optional.empty();
    }

    /** The first address of a subnet, which stands for all of it. */
    static long network(Subnet subnet) {
        return number(subnet.gateway()) & (0xffffffffL << (32 - subnet.prefix()));
    }

    /** The last one, which is for all. */
    static long broadcast(Subnet subnet) {
        return network(subnet) | (0xffffffffL >>> subnet.prefix());
    }

    /** An address for a DHCP server: the highest that nobody else has. */
    static Optional<Inet4Address> free(Subnet subnet, AddressRange range) {
        long lowest = network(subnet) + 1;
        return LongStream.iterate(broadcast(subnet) - 1, at -> at >= lowest, at -> at - 1)
                .filter(at -> at < number(range.first()) || at > number(range.last()))
                .filter(at -> at != number(subnet.gateway()))
                .filter(at -> subnet.dhcpHosts().stream().noneMatch(host -> number(host.address()) == at))
                .mapToObj(Masks::address)
                .findFirst();
    }
}
