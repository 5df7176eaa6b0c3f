package org.anfitrion.api.statistics;

import java.time.Duration;
import java.util.Objects;
import org.anfitrion.api.unit.DataSize;

/**
 * What a host uses, at one moment.
 *
 * @param nanos when it was read, on a clock that is never set back
 * @param cpuIdle time that its CPUs had nothing to do, since it started
 * @param cpuBusy time that they had
 * @param memoryTotal its memory
 * @param memoryFree what nobody uses, caches not counted as use
 */
public record HostStatistics(
        long nanos, Duration cpuIdle, Duration cpuBusy, DataSize memoryTotal, DataSize memoryFree) {

    /**
     * Checks that nothing is missing.
     *
     * @param nanos when it was read, on a clock that is never set back
     * @param cpuIdle time that its CPUs had nothing to do, since it started
     * @param cpuBusy time that they had
     * @param memoryTotal its memory
     * @param memoryFree what nobody uses, caches not counted as use
     */
    public HostStatistics {
        Objects.requireNonNull(cpuIdle, "cpuIdle");
        Objects.requireNonNull(cpuBusy, "cpuBusy");
        Objects.requireNonNull(memoryTotal, "memoryTotal");
        Objects.requireNonNull(memoryFree, "memoryFree");
    }
}
