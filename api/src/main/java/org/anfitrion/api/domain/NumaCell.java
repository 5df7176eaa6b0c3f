package org.anfitrion.api.domain;

import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.unit.DataSize;

/**
 * One node of a guest's own NUMA topology.
 *
 * @param cpus the guest's CPUs in it
 * @param memory the guest's memory in it
 * @param hostNodes the NUMA nodes of the host that the memory comes from; empty leaves it to the host
 */
public record NumaCell(CpuSet cpus, DataSize memory, Optional<CpuSet> hostNodes) {

    /**
     * Checks that nothing is missing.
     *
     * @param cpus the guest's CPUs in it
     * @param memory the guest's memory in it
     * @param hostNodes the NUMA nodes of the host that the memory comes from; empty leaves it to the host
     */
    public NumaCell {
        Objects.requireNonNull(cpus, "cpus");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(hostNodes, "hostNodes");
    }
}
