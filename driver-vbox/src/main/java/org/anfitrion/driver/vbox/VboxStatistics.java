package org.anfitrion.driver.vbox;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.statistics.CpuStatistics;
import org.anfitrion.api.statistics.DiskStatistics;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.statistics.MemoryStatistics;
import org.anfitrion.api.statistics.NicStatistics;
import org.anfitrion.api.statistics.StatisticsGroup;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.vbox.machine.Machines;
import org.anfitrion.driver.vbox.settings.MachineSettings;
import org.anfitrion.driver.vbox.settings.Registry;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.StatisticsFacet;
import org.anfitrion.spi.support.HostCounters;

/**
 * What machines use. CPU and memory are those of the process that a machine runs in: they come from the system, for all machines
 * at once. What drives and cards have moved is counted within the machine, and VBoxManage asks one machine at a time ({@code
 * debugvm statistics}, 50 ms): a call for each machine that runs and has any, and only if these groups are asked for. Thread-safe.
 */
final class VboxStatistics implements StatisticsFacet {

    private static final Set<DomainField> FIELDS = EnumSet.of(DomainField.STATUS, DomainField.RESOURCES);

    private final Machines machines;
    private final Inventory inventory;

    VboxStatistics(Machines machines, Inventory inventory) {
        this.machines = machines;
        this.inventory = inventory;
    }

    @Override
    public List<DomainStatistics> domains(DomainFilter filter, Set<StatisticsGroup> groups) {
        List<DomainInfo> rows = inventory.list(filter, FIELDS);
        Registry registry = machines.registry();
        MachineProcesses processes = MachineProcesses.now();
        return rows.stream()
                .map(row -> statistics(row, registry, processes, groups))
                .toList();
    }

    @Override
    public DomainStatistics domain(DomainId id, Set<StatisticsGroup> groups) {
        Failure attempt = Failure.to("read the statistics of", "domain with id " + id);
        DomainInfo row = inventory
                .find(new DomainRef.ById(id), FIELDS)
                .orElseThrow(() -> new NotFoundException(attempt.because("VirtualBox has no such machine")));
        return statistics(row, machines.registry(), MachineProcesses.now(), groups);
    }

    private DomainStatistics statistics(
            DomainInfo row, Registry registry, MachineProcesses processes, Set<StatisticsGroup> groups) {
        Optional<UUID> running = row.state().isActive() ? Machines.uuid(row.id()) : Optional.empty();
        Optional<MachineSettings> machine = running.flatMap(registry::machine);
        List<Drive> drives = groups.contains(StatisticsGroup.DISKS)
                ? machine.map(found -> MachineReader.drives(found, registry)).orElse(List.of())
                : List.of();
        List<Adapter> cards =
                groups.contains(StatisticsGroup.NICS) ? machine.map(Adapter::of).orElse(List.of()) : List.of();
        MachineCounters counters = drives.isEmpty() && cards.isEmpty()
                ? MachineCounters.none()
                : machine.map(this::counters).orElseGet(MachineCounters::none);
        return new DomainStatistics(
                row,
                System.nanoTime(),
                running.filter(uuid -> groups.contains(StatisticsGroup.CPU)).flatMap(uuid -> cpu(uuid, processes)),
                running.filter(uuid -> groups.contains(StatisticsGroup.MEMORY))
                        .map(uuid -> memory(uuid, row, processes)),
                drives.stream().map(drive -> disk(drive, counters)).toList(),
                cards.stream().map(card -> nic(card, counters)).toList());
    }

    /** A machine that ends meanwhile has counted nothing. */
    private MachineCounters counters(MachineSettings machine) {
        try {
            return MachineCounters.parse(machines.manage()
                    .to("read the statistics of", "domain '" + machine.name() + "'")
                    .run("debugvm", machine.uuid().toString(), "statistics", "--pattern", "/Public/*"));
        } catch (InvalidStateException e) {
            return MachineCounters.none();
        }
    }

    private static Optional<CpuStatistics> cpu(UUID machine, MachineProcesses processes) {
        return processes
                .worked(machine)
                .map(total -> new CpuStatistics(total, Optional.empty(), Optional.empty(), List.of()));
    }

    private static MemoryStatistics memory(UUID machine, DomainInfo row, MachineProcesses processes) {
        return new MemoryStatistics(
                row.memory(),
                row.memory(),
                processes.resident(machine),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static DiskStatistics disk(Drive drive, MachineCounters counters) {
        Optional<DataSize> none = Optional.empty();
        return new DiskStatistics(
                drive.target(),
                counters.drive(drive.bus(), drive.place(), "ReqsRead"),
                counters.drive(drive.bus(), drive.place(), "BytesRead"),
                counters.drive(drive.bus(), drive.place(), "ReqsWrite"),
                counters.drive(drive.bus(), drive.place(), "BytesWritten"),
                OptionalLong.of(counters.drive(drive.bus(), drive.place(), "ReqsFlush")),
                Optional.empty(),
                Optional.empty(),
                none,
                none);
    }

    /** VirtualBox counts no packets. */
    private static NicStatistics nic(Adapter card, MachineCounters counters) {
        return new NicStatistics(
                card.spec().mac(),
                "nic" + (card.slot() + 1),
                counters.card(card.slot(), "BytesReceived"),
                0,
                0,
                0,
                counters.card(card.slot(), "BytesTransmitted"),
                0,
                0,
                0);
    }

    @Override
    public HostStatistics host() {
        Failure attempt = Failure.to("read the statistics of", "the host");
        machines.manage().gate().admit(attempt, false);
        return HostCounters.read(attempt);
    }
}
