package org.anfitrion.api.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SubnetProperties {

    @Property
    void anAddressIsInsideIfTheFirstBitsAreTheGateways(
            @ForAll @Size(4) byte[] gateway,
            @ForAll @IntRange(min = 1, max = 32) int prefix,
            @ForAll @Size(4) byte[] other)
            throws UnknownHostException {
        sameFirstBits(gateway, prefix, other);
    }

    @Property
    void oneOtherBitIsOutsideExactlyIfThePrefixHasIt(
            @ForAll @Size(16) byte[] gateway,
            @ForAll @IntRange(min = 1, max = 128) int prefix,
            @ForAll @IntRange(max = 127) int bit)
            throws UnknownHostException {
        gateway[0] = (byte) 0xfd; // no IPv4 address in IPv6's clothes, which Java would undress
        byte[] other = gateway.clone();
        other[bit / 8] ^= (byte) (0x80 >> (bit % 8));
        sameFirstBits(gateway, prefix, other);
    }

    private static void sameFirstBits(byte[] gateway, int prefix, byte[] other) throws UnknownHostException {
        int rest = gateway.length * 8 - prefix;
        boolean same = new BigInteger(gateway).shiftRight(rest).equals(new BigInteger(other).shiftRight(rest));
        Subnet subnet = new Subnet(InetAddress.getByAddress(gateway), prefix, List.of(), List.of());
        assertEquals(same, subnet.contains(InetAddress.getByAddress(other)));
    }
}
