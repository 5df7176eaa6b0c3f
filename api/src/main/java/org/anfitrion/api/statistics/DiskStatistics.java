package org.anfitrion.api.statistics;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.anfitrion.api.unit.DataSize;

/**
 * What went through a drive since the domain started.
 *
 * @param target the name of the device for the guest
 * @param readOperations reads
 * @param readBytes bytes read
 * @param writeOperations writes
 * @param writeBytes bytes written
 * @param flushOperations flushes
 * @param readTime time spent on reads
 * @param writeTime time spent on writes
 * @param capacity its size as the guest sees it
 * @param allocation the space that it takes on the host
 */
public record DiskStatistics(
        String target,
        long readOperations,
        long readBytes,
        long writeOperations,
        long writeBytes,
        OptionalLong flushOperations,
        Optional<Duration> readTime,
        Optional<Duration> writeTime,
        Optional<DataSize> capacity,
        Optional<DataSize> allocation) {

    /**
     * Checks that nothing is missing.
     *
     * @param target the name of the device for the guest
     * @param readOperations reads
     * @param readBytes bytes read
     * @param writeOperations writes
     * @param writeBytes bytes written
     * @param flushOperations flushes
     * @param readTime time spent on reads
     * @param writeTime time spent on writes
     * @param capacity its size as the guest sees it
     * @param allocation the space that it takes on the host
     */
    public DiskStatistics {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(flushOperations, "flushOperations");
        Objects.requireNonNull(readTime, "readTime");
        Objects.requireNonNull(writeTime, "writeTime");
        Objects.requireNonNull(capacity, "capacity");
        Objects.requireNonNull(allocation, "allocation");
    }
}
