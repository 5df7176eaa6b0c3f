package org.anfitrion.api.statistics;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a domain used of the host's CPUs since it started.
 *
 * @param total time in all
 * @param user time in user mode; empty if not told
 * @param system time in the kernel's mode; empty if not told
 * @param perCpu time of each virtual CPU, by its number; empty if not told
 */
public record CpuStatistics(Duration total, Optional<Duration> user, Optional<Duration> system, List<Duration> perCpu) {

    /**
     * Checks that nothing is missing.
     *
     * @param total time in all
     * @param user time in user mode; empty if not told
     * @param system time in the kernel's mode; empty if not told
     * @param perCpu time of each virtual CPU, by its number; empty if not told
     */
    public CpuStatistics {
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(system, "system");
        perCpu = List.copyOf(perCpu);
    }
}
