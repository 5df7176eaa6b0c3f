package org.anfitrion.api.statistics;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainState;

/**
 * What a domain has used, at one moment. Counters begin at its start and only grow until it stops.
 *
 * @param id which domain
 * @param name its name
 * @param state what it was doing
 * @param nanos when it was read, on a clock that is never set back: only differences mean something
 * @param cpu there if it was asked for and the domain is active
 * @param memory there if it was asked for and the domain is active
 * @param disks one for each drive, if they were asked for and the domain is active
 * @param nics one for each card, if they were asked for and the domain is active
 */
public record DomainStatistics(
        DomainId id,
        String name,
        DomainState state,
        long nanos,
        Optional<CpuStatistics> cpu,
        Optional<MemoryStatistics> memory,
        List<DiskStatistics> disks,
        List<NicStatistics> nics) {

    /**
     * Checks that nothing is missing.
     *
     * @param id which domain
     * @param name its name
     * @param state what it was doing
     * @param nanos when it was read, on a clock that is never set back: only differences mean something
     * @param cpu there if it was asked for and the domain is active
     * @param memory there if it was asked for and the domain is active
     * @param disks one for each drive, if they were asked for and the domain is active
     * @param nics one for each card, if they were asked for and the domain is active
     */
    public DomainStatistics {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(cpu, "cpu");
        Objects.requireNonNull(memory, "memory");
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
    }
}
