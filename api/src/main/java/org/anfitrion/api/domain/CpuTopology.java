package org.anfitrion.api.domain;

import com.google.common.math.LongMath;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * How the virtual CPUs are laid out.
 *
 * @param sockets packages
 * @param dies dies in a package
 * @param cores cores in a die
 * @param threads threads in a core
 */
public record CpuTopology(int sockets, int dies, int cores, int threads) {

    /**
     * Creates the description.
     *
     * @param sockets packages
     * @param dies dies in a package
     * @param cores cores in a die
     * @param threads threads in a core
     * @throws InvalidSpecException if a number is less than 1 or the product too large
     */
    public CpuTopology {
        if (sockets < 1
                || dies < 1
                || cores < 1
                || threads < 1
                || LongMath.saturatedMultiply((long) sockets * dies, (long) cores * threads) > CpuCount.LIMIT) {
            throw InvalidSpecException.of(
                    "CPU topology",
                    sockets + "x" + dies + "x" + cores + "x" + threads,
                    "each is 1 or more, and the product " + CpuCount.LIMIT + " or less");
        }
    }

    /**
     * Returns the number of CPUs that the layout has places for.
     *
     * @return the product
     */
    public int places() {
        return sockets * dies * cores * threads;
    }
}
