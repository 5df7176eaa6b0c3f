package org.anfitrion.api.domain;

import java.util.Objects;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;

/**
 * How much memory a domain has, and how much its balloon can give it without a restart.
 *
 * @param current what the guest has, from 1 MiB
 * @param maximum what it can have, at least {@code current}, at most 4 PiB (the 52 address bits of x86-64)
 */
public record Memory(DataSize current, DataSize maximum) {

    private static final DataSize LEAST = DataSize.mebibytes(1);
    private static final DataSize MOST = DataSize.tebibytes(4096);

    /**
     * Creates an allocation.
     *
     * @param current what the guest has, from 1 MiB
     * @param maximum what it can have, at least {@code current}, at most 4 PiB (the 52 address bits of x86-64)
     * @throws InvalidSpecException if it is not {@code 1 MiB <= current <= maximum <= 4 PiB}
     */
    public Memory {
        Objects.requireNonNull(current, "current");
        Objects.requireNonNull(maximum, "maximum");
        if (current.compareTo(LEAST) < 0) {
            throw InvalidSpecException.of("memory", current, "must be " + LEAST + " or more");
        }
        if (maximum.compareTo(MOST) > 0) {
            throw InvalidSpecException.of("memory", maximum, "must be " + MOST + " or less");
        }
        if (current.compareTo(maximum) > 0) {
            throw InvalidSpecException.of("memory", current, "exceeds the maximum of " + maximum);
        }
    }

    /**
     * Returns a fixed allocation.
     *
     * @param size what the guest has, from 1 MiB to 4 PiB
     * @return the allocation
     * @throws InvalidSpecException if it is out of range
     */
    public static Memory of(DataSize size) {
        return new Memory(size, size);
    }

    @Override
    public String toString() {
        return current.equals(maximum) ? current.toString() : current + " of " + maximum;
    }
}
