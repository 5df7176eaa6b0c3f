package org.anfitrion.api;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.statistics.StatisticsGroup;
import org.anfitrion.spi.StatisticsFacet;

/**
 * What domains and the host use.
 *
 * <pre>{@code
 * StatsSampler sampler = host.statistics().sampler(DomainFilter.active());
 * sampler.sample();
 * ...
 * sampler.sample().forEach(rates -> System.out.println(rates.name() + " " + rates.cpus()));
 * }</pre>
 */
public final class Statistics {

    private static final Set<StatisticsGroup> ALL = Set.copyOf(EnumSet.allOf(StatisticsGroup.class));

    private final FacetHandle<StatisticsFacet> facet;

    Statistics(Hypervisor host) {
        this.facet = new FacetHandle<>(host, StatisticsFacet.class);
    }

    /**
     * Reads all statistics of some domains, in a constant number of round trips.
     *
     * @param filter which
     * @return the rows, in no particular order
     */
    public List<DomainStatistics> list(DomainFilter filter) {
        return list(filter, ALL);
    }

    /**
     * Reads some statistics of some domains, in a constant number of round trips.
     *
     * @param filter which
     * @param groups what is wanted
     * @return the rows, in no particular order
     */
    public List<DomainStatistics> list(DomainFilter filter, Set<StatisticsGroup> groups) {
        return facet.read("statistics.list", Feature.STATISTICS, statistics -> statistics.domains(filter, groups));
    }

    /**
     * Reads the statistics of the host.
     *
     * @return its figures
     */
    public HostStatistics host() {
        return facet.read("statistics.host", Feature.HOST_STATISTICS, StatisticsFacet::host);
    }

    /**
     * Makes a sampler that turns counters into rates.
     *
     * @param filter which domains
     * @return the sampler; asks nothing yet
     */
    public StatsSampler sampler(DomainFilter filter) {
        return new StatsSampler(this, filter);
    }

    DomainStatistics of(Domain domain) {
        return facet.read("domain.statistics", Feature.STATISTICS, statistics -> statistics.domain(domain.id(), ALL));
    }
}
