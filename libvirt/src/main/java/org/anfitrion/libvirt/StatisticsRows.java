package org.anfitrion.libvirt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.statistics.CpuStatistics;
import org.anfitrion.api.statistics.DiskStatistics;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.MemoryStatistics;
import org.anfitrion.api.statistics.NicStatistics;
import org.anfitrion.api.statistics.StatisticsGroup;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.wire.StatisticsRecords;

/** Makes rows of statistics of libvirt's named values, as they come. Not thread-safe. */
final class StatisticsRows implements StatisticsRecords.Receiver<StatisticsKey> {

    private static final int UNKNOWN = -1;

    private final Set<StatisticsGroup> groups;
    private final List<DomainStatistics> rows = new ArrayList<>();
    /** Whether a row lacked its CPUs or memory: this backend's bulk call leaves them out. */
    private boolean incomplete;

    private UUID uuid = new UUID(0, 0);
    private String name = "";
    private int state;
    private int reason;
    private int cpus;
    private long memory;
    private long maximum;
    private long cpuTime;
    private long cpuUser;
    private long cpuSystem;
    private long resident;
    private long unused;
    private long usable;
    private long majorFaults;
    private long minorFaults;
    private final List<Duration> perCpu = new ArrayList<>();
    private final List<Disk> disks = new ArrayList<>();
    private final List<Nic> nics = new ArrayList<>();

    StatisticsRows(Set<StatisticsGroup> groups) {
        this.groups = groups;
    }

    private static final class Disk {
        String target = "";
        boolean hasSource;
        long reads = UNKNOWN;
        long readBytes;
        long readTime = UNKNOWN;
        long writes;
        long writtenBytes;
        long writeTime = UNKNOWN;
        long flushes = UNKNOWN;
        long allocation = UNKNOWN;
        long capacity = UNKNOWN;

        /** A drive with a source and no count was not asked, for its domain was busy: no count is better than a wrong one. */
        boolean counted() {
            return !target.isEmpty() && (reads >= 0 || !hasSource);
        }

        DiskStatistics statistics() {
            return new DiskStatistics(
                    target,
                    Math.max(0, reads),
                    readBytes,
                    writes,
                    writtenBytes,
                    optional(flushes),
                    time(readTime),
                    time(writeTime),
                    bytes(capacity),
                    bytes(allocation));
        }
    }

    private static final class Nic {
        String device = "";
        long receivedBytes;
        long receivedPackets;
        long receiveErrors;
        long receiveDrops;
        long sentBytes;
        long sentPackets;
        long sendErrors;
        long sendDrops;

        NicStatistics statistics() {
            return new NicStatistics(
                    Optional.empty(),
                    device,
                    receivedBytes,
                    receivedPackets,
                    receiveErrors,
                    receiveDrops,
                    sentBytes,
                    sentPackets,
                    sendErrors,
                    sendDrops);
        }
    }

    @Override
    public void begin(UUID which, String called) {
        uuid = which;
        name = called;
        state = 0;
        reason = 0;
        cpus = UNKNOWN;
        memory = UNKNOWN;
        maximum = UNKNOWN;
        cpuTime = UNKNOWN;
        cpuUser = UNKNOWN;
        cpuSystem = UNKNOWN;
        resident = UNKNOWN;
        unused = UNKNOWN;
        usable = UNKNOWN;
        majorFaults = UNKNOWN;
        minorFaults = UNKNOWN;
        perCpu.clear();
        disks.clear();
        nics.clear();
    }

    @Override
    public void number(StatisticsKey key, long value) {
        switch (key.what()) {
            case STATE -> state = (int) value;
            case REASON -> reason = (int) value;
            case CPUS -> cpus = (int) value;
            case MEMORY -> memory = value;
            case MEMORY_MAXIMUM -> maximum = value;
            case CPU_TIME -> cpuTime = value;
            case CPU_USER -> cpuUser = value;
            case CPU_SYSTEM -> cpuSystem = value;
            case RESIDENT -> resident = value;
            case UNUSED -> unused = value;
            case USABLE -> usable = value;
            case MAJOR_FAULTS -> majorFaults = value;
            case MINOR_FAULTS -> minorFaults = value;
            case ONE_CPU_TIME -> oneCpu(key.index(), value);
            case READS -> disk(key).reads = value;
            case READ_BYTES -> disk(key).readBytes = value;
            case READ_TIME -> disk(key).readTime = value;
            case WRITES -> disk(key).writes = value;
            case WRITTEN_BYTES -> disk(key).writtenBytes = value;
            case WRITE_TIME -> disk(key).writeTime = value;
            case FLUSHES -> disk(key).flushes = value;
            case ALLOCATION -> disk(key).allocation = value;
            case CAPACITY -> disk(key).capacity = value;
            case RECEIVED_BYTES -> nic(key).receivedBytes = value;
            case RECEIVED_PACKETS -> nic(key).receivedPackets = value;
            case RECEIVE_ERRORS -> nic(key).receiveErrors = value;
            case RECEIVE_DROPS -> nic(key).receiveDrops = value;
            case SENT_BYTES -> nic(key).sentBytes = value;
            case SENT_PACKETS -> nic(key).sentPackets = value;
            case SEND_ERRORS -> nic(key).sendErrors = value;
            case SEND_DROPS -> nic(key).sendDrops = value;
            case DISK_NAME, DISK_PATH, NIC_NAME -> {
                // texts
            }
        }
    }

    @Override
    public void real(StatisticsKey key, double value) {
        number(key, (long) value);
    }

    @Override
    public void text(StatisticsKey key, String value) {
        switch (key.what()) {
            case DISK_NAME -> disk(key).target = value;
            case DISK_PATH -> disk(key).hasSource = true;
            case NIC_NAME -> nic(key).device = value;
            default -> {
                // numbers
            }
        }
    }

    /** The numbers of CPUs may have gaps. */
    private void oneCpu(int index, long nanos) {
        while (perCpu.size() <= index) {
            perCpu.add(Duration.ZERO);
        }
        perCpu.set(index, Duration.ofNanos(nanos));
    }

    private Disk disk(StatisticsKey key) {
        while (disks.size() <= key.index()) {
            disks.add(new Disk());
        }
        return disks.get(key.index());
    }

    private Nic nic(StatisticsKey key) {
        while (nics.size() <= key.index()) {
            nics.add(new Nic());
        }
        return nics.get(key.index());
    }

    @Override
    public void end() {
        DomainStatus status = Codes.status(state, reason);
        if (cpus < 1 || (memory < 0 && maximum < 0)) {
            incomplete = true;
        }
        DataSize now = DataSize.kibibytes(Math.max(0, memory < 0 ? maximum : memory));
        DomainInfo who = DomainInfo.of(Inventory.id(uuid), name)
                .uuid(uuid)
                .status(status)
                .resources(Math.max(1, cpus), now)
                .build();
        boolean active = status.state().isActive();
        rows.add(new DomainStatistics(
                who,
                System.nanoTime(),
                active && groups.contains(StatisticsGroup.CPU) ? cpu() : Optional.empty(),
                active && groups.contains(StatisticsGroup.MEMORY) ? Optional.of(memory(now)) : Optional.empty(),
                active && groups.contains(StatisticsGroup.DISKS)
                        ? disks.stream()
                                .filter(Disk::counted)
                                .map(Disk::statistics)
                                .toList()
                        : List.of(),
                active && groups.contains(StatisticsGroup.NICS)
                        ? nics.stream()
                                .filter(nic -> !nic.device.isEmpty())
                                .map(Nic::statistics)
                                .toList()
                        : List.of()));
    }

    /** Where no control group counts the whole machine, it is what its CPUs took. */
    private Optional<CpuStatistics> cpu() {
        if (cpuTime < 0 && perCpu.isEmpty()) {
            return Optional.empty();
        }
        Duration total =
                cpuTime < 0 ? perCpu.stream().reduce(Duration.ZERO, Duration::plus) : Duration.ofNanos(cpuTime);
        return Optional.of(new CpuStatistics(total, time(cpuUser), time(cpuSystem), perCpu));
    }

    private MemoryStatistics memory(DataSize now) {
        return new MemoryStatistics(
                now,
                maximum < 0 ? now : DataSize.kibibytes(maximum),
                kibibytes(resident),
                kibibytes(unused),
                kibibytes(usable),
                optional(majorFaults),
                optional(minorFaults));
    }

    private static OptionalLong optional(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static Optional<Duration> time(long nanos) {
        return nanos < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
    }

    private static Optional<DataSize> bytes(long value) {
        return value < 0 ? Optional.empty() : Optional.of(DataSize.bytes(value));
    }

    private static Optional<DataSize> kibibytes(long value) {
        return value < 0 ? Optional.empty() : Optional.of(DataSize.kibibytes(value));
    }

    List<DomainStatistics> rows() {
        return rows;
    }

    boolean incomplete() {
        return incomplete;
    }
}
