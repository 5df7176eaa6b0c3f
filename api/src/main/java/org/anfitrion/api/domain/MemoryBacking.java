package org.anfitrion.api.domain;

import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.unit.DataSize;

/**
 * Where a guest's memory comes from. Immutable.
 *
 * @param hugepages the size of the huge pages that it lies on; empty uses ordinary ones
 * @param locked whether the host may not swap it out
 * @param shared whether other processes may map it; virtiofs needs that
 */
public record MemoryBacking(Optional<DataSize> hugepages, boolean locked, boolean shared) {

    /**
     * Checks that nothing is missing.
     *
     * @param hugepages the size of the huge pages that it lies on; empty uses ordinary ones
     * @param locked whether the host may not swap it out
     * @param shared whether other processes may map it; virtiofs needs that
     */
    public MemoryBacking {
        Objects.requireNonNull(hugepages, "hugepages");
    }

    /** Ordinary pages. */
    public static final MemoryBacking ORDINARY = new MemoryBacking(Optional.empty(), false, false);
}
