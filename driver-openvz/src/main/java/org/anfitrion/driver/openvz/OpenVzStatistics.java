package org.anfitrion.driver.openvz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.statistics.CpuStatistics;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.statistics.MemoryStatistics;
import org.anfitrion.api.statistics.NicStatistics;
import org.anfitrion.api.statistics.StatisticsGroup;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.openvz.config.VethDevice;
import org.anfitrion.driver.openvz.tool.VzListRow;
import org.anfitrion.spi.StatisticsFacet;
import org.anfitrion.spi.support.HostCounters;

/** What containers use: their counters by vzlist, processors and cards by the kernel's tables, one look each for all. Thread-safe. */
final class OpenVzStatistics implements StatisticsFacet {

    private static final long PAGE = 4096;
    private static final Set<DomainField> FIELDS = Set.of(DomainField.STATUS, DomainField.RESOURCES);

    private final Containers containers;
    private final Inventory inventory;

    OpenVzStatistics(Containers containers, Inventory inventory) {
        this.containers = containers;
        this.inventory = inventory;
    }

    @Override
    public List<DomainStatistics> domains(DomainFilter filter, Set<StatisticsGroup> groups) {
        Failure attempt = Failure.to("read the statistics of", "containers");
        List<Inventory.Container> all = inventory.look(attempt, fields(groups)).stream()
                .filter(container -> Inventory.selects(filter, container))
                .toList();
        return statistics(all, groups, attempt);
    }

    private static List<String> fields(Set<StatisticsGroup> groups) {
        return groups.contains(StatisticsGroup.MEMORY) ? List.of("physpages") : List.of();
    }

    @Override
    public DomainStatistics domain(DomainId id, Set<StatisticsGroup> groups) {
        Failure attempt = containers.begin("read the statistics of", id, false);
        List<Inventory.Container> one = inventory.look(attempt, fields(groups)).stream()
                .filter(container -> container.id().equals(id.key()))
                .toList();
        if (one.isEmpty()) {
            throw Containers.notFound(attempt);
        }
        return statistics(one, groups, attempt).get(0);
    }

    private List<DomainStatistics> statistics(
            List<Inventory.Container> all, Set<StatisticsGroup> groups, Failure attempt) {
        boolean cpu = groups.contains(StatisticsGroup.CPU);
        boolean nics = groups.contains(StatisticsGroup.NICS);
        KernelTables tables = KernelTables.read(containers.tools(), cpu, nics, attempt);
        long now = System.nanoTime();
        List<DomainStatistics> rows = new ArrayList<>();
        for (Inventory.Container container : all) {
            boolean active = container.isActive();
            rows.add(new DomainStatistics(
                    inventory.info(container, FIELDS),
                    now,
                    active && cpu ? tables.cpu(container.id()) : Optional.<CpuStatistics>empty(),
                    active && groups.contains(StatisticsGroup.MEMORY)
                            ? Optional.of(memory(container))
                            : Optional.empty(),
                    List.of(),
                    active && nics ? nics(container, tables) : List.of()));
        }
        return rows;
    }

    private MemoryStatistics memory(Inventory.Container container) {
        DataSize assigned = inventory.info(container, Inventory.EVERYTHING).memory();
        Optional<DataSize> held = container.row().number("physpages.held").map(pages -> DataSize.bytes(pages * PAGE));
        return new MemoryStatistics(
                assigned,
                assigned,
                held,
                held.map(used -> DataSize.bytes(Math.max(0, assigned.bytes() - used.bytes()))),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static List<NicStatistics> nics(Inventory.Container container, KernelTables tables) {
        return container.valid().vethDevices().stream()
                .map((VethDevice device) ->
                        tables.nic(device.mac(), device.get("host_ifname").orElse("")))
                .toList();
    }

    /** The counters of a container, a line each: see {@link BeanCounter}. */
    String beanCounters(DomainId id, Failure attempt) {
        VzListRow row = inventory.look(attempt, BeanCounter.NAMES).stream()
                .filter(container -> container.id().equals(id.key()))
                .findFirst()
                .orElseThrow(() -> Containers.notFound(attempt))
                .row();
        List<BeanCounter> counters = new ArrayList<>();
        for (String name : BeanCounter.NAMES) {
            row.number(name + ".held")
                    .ifPresent(held -> counters.add(new BeanCounter(
                            name,
                            held,
                            row.number(name + ".maxheld").orElse(held),
                            row.number(name + ".barrier").orElse(0L),
                            row.number(name + ".limit").orElse(0L),
                            row.number(name + ".failcnt").orElse(0L))));
        }
        if (counters.isEmpty()) {
            throw new InvalidStateException(attempt.because("the container does not run, so nothing is counted"));
        }
        return counters.stream().map(BeanCounter::toString).collect(Collectors.joining("\n", "", "\n"));
    }

    @Override
    public HostStatistics host() {
        Failure attempt = Failure.to("read the statistics of", "the host");
        List<String> said = containers
                .tools()
                .to(attempt)
                .result(List.of("cat", "/proc/stat", "/proc/meminfo"))
                .orThrow()
                .lines();
        return HostCounters.of(said, said, attempt);
    }
}
