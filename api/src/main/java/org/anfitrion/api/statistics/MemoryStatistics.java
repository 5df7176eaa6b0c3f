package org.anfitrion.api.statistics;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.anfitrion.api.unit.DataSize;

/**
 * What a domain uses of the host's memory.
 *
 * @param assigned what it has at present
 * @param maximum what it may have
 * @param resident what of the host's memory it takes
 * @param unused what the guest does not use at all
 * @param usable what the guest could give without swapping
 * @param majorFaults pages that the guest had to read from disk
 * @param minorFaults pages that it found elsewhere
 */
public record MemoryStatistics(
        DataSize assigned,
        DataSize maximum,
        Optional<DataSize> resident,
        Optional<DataSize> unused,
        Optional<DataSize> usable,
        OptionalLong majorFaults,
        OptionalLong minorFaults) {

    /**
     * Checks that nothing is missing.
     *
     * @param assigned what it has at present
     * @param maximum what it may have
     * @param resident what of the host's memory it takes
     * @param unused what the guest does not use at all
     * @param usable what the guest could give without swapping
     * @param majorFaults pages that the guest had to read from disk
     * @param minorFaults pages that it found elsewhere
     */
    public MemoryStatistics {
        Objects.requireNonNull(assigned, "assigned");
        Objects.requireNonNull(maximum, "maximum");
        Objects.requireNonNull(resident, "resident");
        Objects.requireNonNull(unused, "unused");
        Objects.requireNonNull(usable, "usable");
        Objects.requireNonNull(majorFaults, "majorFaults");
        Objects.requireNonNull(minorFaults, "minorFaults");
    }
}
