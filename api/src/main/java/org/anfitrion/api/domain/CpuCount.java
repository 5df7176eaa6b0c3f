package org.anfitrion.api.domain;

import org.anfitrion.api.error.InvalidSpecException;

/**
 * How many virtual CPUs a domain has, and how many it can have without a restart.
 *
 * @param current CPUs that the guest starts with, 1 or more
 * @param maximum CPUs that can be brought on line while it runs, at least {@code current}, at most {@value #LIMIT}
 */
public record CpuCount(int current, int maximum) {

    /** The most that any guest can have: Linux' own limit on x86-64 (NR_CPUS, 8,192). */
    public static final int LIMIT = 8192;

    /**
     * Creates a count.
     *
     * @param current CPUs that the guest starts with, 1 or more
     * @param maximum CPUs that can be brought on line while it runs, at least {@code current}, at most {@value #LIMIT}
     * @throws InvalidSpecException if it is not {@code 1 <= current <= maximum <= LIMIT}
     */
    public CpuCount {
        if (current < 1 || maximum > LIMIT) {
            throw InvalidSpecException.of("CPU count", current + " of " + maximum, "must be from 1 to " + LIMIT);
        }
        if (current > maximum) {
            throw InvalidSpecException.of(
                    "CPU count", current + " of " + maximum, "the current count exceeds the maximum");
        }
    }

    /**
     * Returns a count that cannot be changed while the domain runs.
     *
     * @param count the number of CPUs, from 1 to {@value #LIMIT}
     * @return the count
     * @throws InvalidSpecException if it is out of range
     */
    public static CpuCount of(int count) {
        return new CpuCount(count, count);
    }

    @Override
    public String toString() {
        return current == maximum ? Integer.toString(current) : current + " of " + maximum;
    }
}
