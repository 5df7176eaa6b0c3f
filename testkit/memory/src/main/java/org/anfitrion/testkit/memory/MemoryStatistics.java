package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.statistics.StatisticsGroup;
import org.anfitrion.spi.StatisticsFacet;

/** The statistics facet of a session in memory. */
final class MemoryStatistics implements StatisticsFacet {

    private final MemorySession session;

    MemoryStatistics(MemorySession session) {
        this.session = session;
    }

    @Override
    public List<DomainStatistics> domains(DomainFilter filter, Set<StatisticsGroup> groups) {
        throw new UnsupportedOperationException(session.hostId() + " domains");
    }

    @Override
    public DomainStatistics domain(DomainId id, Set<StatisticsGroup> groups) {
        throw new UnsupportedOperationException(session.hostId() + " domain");
    }

    @Override
    public HostStatistics host() {
        throw new UnsupportedOperationException(session.hostId() + " host");
    }
}
