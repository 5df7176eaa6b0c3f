package org.anfitrion.api.domain;

import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;

/**
 * How fast a guest may read and write a disk; the host slows it down to that. Zero is no limit.
 *
 * @param readBytes bytes read in a second
 * @param writeBytes bytes written in a second
 * @param readOperations reads in a second
 * @param writeOperations writes in a second
 */
public record IoLimits(long readBytes, long writeBytes, long readOperations, long writeOperations) {

    /**
     * Creates the description.
     *
     * @param readBytes bytes read in a second
     * @param writeBytes bytes written in a second
     * @param readOperations reads in a second
     * @param writeOperations writes in a second
     * @throws InvalidSpecException if one is negative
     */
    public IoLimits {
        if (readBytes < 0 || writeBytes < 0 || readOperations < 0 || writeOperations < 0) {
            throw InvalidSpecException.of(
                    "I/O limits",
                    readBytes + " " + writeBytes + " " + readOperations + " " + writeOperations,
                    "a limit is not negative");
        }
    }

    /** No limits. */
    public static final IoLimits NONE = new IoLimits(0, 0, 0, 0);

    /**
     * Limits reading and writing alike.
     *
     * @param rate how much in a second, in each direction
     * @return the limits
     */
    public static IoLimits bytesPerSecond(DataSize rate) {
        return new IoLimits(rate.bytes(), rate.bytes(), 0, 0);
    }

    /**
     * Limits reading and writing alike.
     *
     * @param count operations in a second, of each kind
     * @return the limits
     * @throws InvalidSpecException if it is negative
     */
    public static IoLimits operationsPerSecond(long count) {
        return new IoLimits(0, 0, count, count);
    }
}
