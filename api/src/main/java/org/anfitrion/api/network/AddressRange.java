package org.anfitrion.api.network;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Objects;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * Addresses from one to another, both included.
 *
 * @param first the lowest
 * @param last the highest, of the same family
 */
public record AddressRange(InetAddress first, InetAddress last) {

    /**
     * Creates the description.
     *
     * @param first the lowest
     * @param last the highest, of the same family
     * @throws InvalidSpecException if it ends before it begins, or mixes families
     */
    public AddressRange {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(last, "last");
        if (first.getAddress().length != last.getAddress().length
                || Arrays.compareUnsigned(first.getAddress(), last.getAddress()) > 0) {
            throw InvalidSpecException.of(
                    "address range",
                    first.getHostAddress() + " to " + last.getHostAddress(),
                    "the first comes before the last, in one family");
        }
    }

    /**
     * Returns the range between two addresses.
     *
     * @param first the lowest, as digits; nothing is looked up
     * @param last the highest
     * @return the range
     * @throws InvalidSpecException if one is not an address, or it ends before it begins
     */
    public static AddressRange of(String first, String last) {
        return new AddressRange(Subnet.address(first), Subnet.address(last));
    }
}
