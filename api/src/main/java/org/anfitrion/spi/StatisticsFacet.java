package org.anfitrion.spi;

import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.statistics.StatisticsGroup;

/**
 * What domains and the host use.
 *
 * <ul>
 *   <li><b>STA-1</b> There is one row for each selected domain, with its status, CPUs and memory as the inventory tells
 *       them, in a constant number of round trips whatever their number. <i>Hosts have thousands, and are asked every few
 *       seconds.</i>
 *   <li><b>STA-2</b> A row has the groups that were asked for and no others, with one entry for each drive and card
 *       of the running domain, by its key; a domain that does not run has none. <i>An answer costs only what was
 *       asked for.</i>
 *   <li><b>STA-3</b> Counters never become smaller while a domain runs, and the clock of the rows is never set back.
 *       <i>Rates are made of differences.</i>
 *   <li><b>STA-4</b> The host's figures are within what it has: free memory within its memory, and busy and idle time
 *       that grow. <i>Farms are scheduled by them.</i>
 * </ul>
 */
public interface StatisticsFacet extends Facet {

    /**
     * Reads the statistics of many domains.
     *
     * @param filter which domains
     * @param groups what is wanted
     * @return the rows, in no particular order
     */
    List<DomainStatistics> domains(DomainFilter filter, Set<StatisticsGroup> groups);

    /**
     * Reads the statistics of one domain.
     *
     * @param id which domain
     * @param groups what is wanted
     * @return its row
     */
    DomainStatistics domain(DomainId id, Set<StatisticsGroup> groups);

    /**
     * Reads the statistics of the host.
     *
     * @return its figures
     */
    HostStatistics host();
}
