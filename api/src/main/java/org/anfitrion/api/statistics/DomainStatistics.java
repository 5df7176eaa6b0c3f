package org.anfitrion.api.statistics;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;

/**
 * What a domain is and what it has used, at one moment: a row of an inventory with statistics, so that one question answers
 * for both. Counters begin at the domain's start and only grow until it stops.
 *
 * @param domain the domain, with its status, CPUs and memory
 * @param nanos when it was read, on a clock that is never set back: only differences mean something
 * @param cpu there if it was asked for and the domain is active
 * @param memory there if it was asked for and the domain is active
 * @param disks one for each drive, if they were asked for and the domain is active
 * @param nics one for each card, if they were asked for and the domain is active
 */
public record DomainStatistics(
        DomainInfo domain,
        long nanos,
        Optional<CpuStatistics> cpu,
        Optional<MemoryStatistics> memory,
        List<DiskStatistics> disks,
        List<NicStatistics> nics) {

    /**
     * Checks that nothing is missing.
     *
     * @param domain the domain, with its status, CPUs and memory
     * @param nanos when it was read, on a clock that is never set back: only differences mean something
     * @param cpu there if it was asked for and the domain is active
     * @param memory there if it was asked for and the domain is active
     * @param disks one for each drive, if they were asked for and the domain is active
     * @param nics one for each card, if they were asked for and the domain is active
     * @throws IllegalStateException if the domain's row lacks its status, CPUs or memory
     */
    public DomainStatistics {
        Objects.requireNonNull(domain.status(), "status");
        Objects.requireNonNull(domain.memory(), "memory of the domain");
        Objects.requireNonNull(cpu, "cpu");
        Objects.requireNonNull(memory, "memory");
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
    }

    /**
     * Returns which domain it is.
     *
     * @return its identity
     */
    public DomainId id() {
        return domain.id();
    }

    /**
     * Returns its name.
     *
     * @return the name, unique on the host
     */
    public String name() {
        return domain.name();
    }

    /**
     * Returns what it was doing.
     *
     * @return the state
     */
    public DomainState state() {
        return domain.state();
    }
}
