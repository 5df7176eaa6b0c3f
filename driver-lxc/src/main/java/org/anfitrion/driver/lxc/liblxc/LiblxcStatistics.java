package org.anfitrion.driver.lxc.liblxc;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.probe.CgroupController;
import org.anfitrion.api.statistics.CpuStatistics;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.statistics.MemoryStatistics;
import org.anfitrion.api.statistics.NicStatistics;
import org.anfitrion.api.statistics.StatisticsGroup;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.driver.lxc.config.ContainerCard;
import org.anfitrion.spi.StatisticsFacet;
import org.anfitrion.spi.support.HostCounters;

/**
 * What containers use, as the kernel counts it: files of their control groups and of their network, and no process or connection for
 * any of them. Thread-safe.
 */
final class LiblxcStatistics implements StatisticsFacet {

    private static final Set<DomainField> FIELDS = EnumSet.of(DomainField.STATUS, DomainField.RESOURCES);

    private final Containers containers;
    private final Inventory inventory;
    private final Map<String, CgroupController> controllers;

    LiblxcStatistics(Containers containers, Inventory inventory, Map<String, CgroupController> controllers) {
        this.containers = containers;
        this.inventory = inventory;
        this.controllers = controllers;
    }

    @Override
    public List<DomainStatistics> domains(DomainFilter filter, Set<StatisticsGroup> groups) {
        return inventory.look(filter, FIELDS).stream()
                .map(row -> statistics(row, groups))
                .toList();
    }

    @Override
    public DomainStatistics domain(DomainId id, Set<StatisticsGroup> groups) {
        Failure attempt = containers.begin("read the statistics of", id, false);
        return statistics(
                inventory.look(id.key(), FIELDS, attempt).orElseThrow(() -> Containers.notFound(attempt)), groups);
    }

    private DomainStatistics statistics(Inventory.Row row, Set<StatisticsGroup> groups) {
        long now = System.nanoTime();
        if (row.live().init().isEmpty()) {
            return new DomainStatistics(row.info(), now, Optional.empty(), Optional.empty(), List.of(), List.of());
        }
        long init = row.live().init().getAsInt();
        ControlGroups used = ControlGroups.of(init, controllers);
        return new DomainStatistics(
                row.info(),
                now,
                groups.contains(StatisticsGroup.CPU) ? cpu(used) : Optional.empty(),
                groups.contains(StatisticsGroup.MEMORY) ? Optional.of(memory(used, row)) : Optional.empty(),
                List.of(),
                groups.contains(StatisticsGroup.NICS) ? nics(init, row) : List.of());
    }

    private static Optional<CpuStatistics> cpu(ControlGroups used) {
        if (used.isUnified("cpu")) {
            OptionalLong total = used.number("cpu", "cpu.stat", "usage_usec");
            return total.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new CpuStatistics(
                            Duration.ofNanos(total.getAsLong() * 1000),
                            micros(used.number("cpu", "cpu.stat", "user_usec")),
                            micros(used.number("cpu", "cpu.stat", "system_usec")),
                            List.of()));
        }
        OptionalLong total = used.number("cpuacct", "cpuacct.usage");
        return total.isEmpty()
                ? Optional.empty()
                : Optional.of(new CpuStatistics(
                        Duration.ofNanos(total.getAsLong()),
                        nanos(used.number("cpuacct", "cpuacct.usage_user")),
                        nanos(used.number("cpuacct", "cpuacct.usage_sys")),
                        List.of()));
    }

    private static Optional<Duration> micros(OptionalLong value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(Duration.ofNanos(value.getAsLong() * 1000));
    }

    private static Optional<Duration> nanos(OptionalLong value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(Duration.ofNanos(value.getAsLong()));
    }

    private static MemoryStatistics memory(ControlGroups used, Inventory.Row row) {
        boolean unified = used.isUnified("memory");
        OptionalLong resident =
                unified ? used.number("memory", "memory.current") : used.number("memory", "memory.usage_in_bytes");
        DataSize assigned = row.info().memory();
        Optional<DataSize> taken =
                resident.isEmpty() ? Optional.empty() : Optional.of(DataSize.bytes(resident.getAsLong()));
        return new MemoryStatistics(
                assigned,
                assigned,
                taken,
                taken.map(size -> DataSize.bytes(Math.max(0, assigned.bytes() - size.bytes()))),
                Optional.empty(),
                used.number("memory", "memory.stat", unified ? "pgmajfault" : "total_pgmajfault"),
                OptionalLong.empty());
    }

    private static List<NicStatistics> nics(long init, Inventory.Row row) {
        Map<String, List<Long>> counters = counters(init);
        return ContainerCard.of(row.config()).stream()
                .filter(card -> counters.containsKey(card.inside()))
                .map(card -> card(
                        card.mac(),
                        card.outside().orElse(card.inside()),
                        counters.getOrDefault(card.inside(), List.of())))
                .toList();
    }

    private static NicStatistics card(Optional<MacAddress> mac, String name, List<Long> counted) {
        return new NicStatistics(
                mac,
                name,
                counted.get(0),
                counted.get(1),
                counted.get(2),
                counted.get(3),
                counted.get(8),
                counted.get(9),
                counted.get(10),
                counted.get(11));
    }

    /** The cards in the network of a process. Source: proc(5), {@code /proc/net/dev}. */
    private static Map<String, List<Long>> counters(long init) {
        Map<String, List<Long>> counters = new HashMap<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(init), "net", "dev"))) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    counters.put(
                            line.substring(0, colon).strip(),
                            Splitter.on(' ')
                                    .omitEmptyStrings()
                                    .splitToStream(line.substring(colon + 1))
                                    .map(Long::valueOf)
                                    .toList());
                }
            }
        } catch (IOException e) {
            return Map.of(); // it has ended
        }
        return counters;
    }

    @Override
    public HostStatistics host() {
        Failure attempt = Failure.to("read the statistics of", "the host");
        containers.gate().admit(attempt, false);
        return HostCounters.read(attempt);
    }
}
