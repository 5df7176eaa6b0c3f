package org.anfitrion.api.domain;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.anfitrion.api.backup.BackupDisk;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.block.CommitSpec;
import org.anfitrion.api.block.CopySpec;
import org.anfitrion.api.display.KeyCode;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.migration.MigrationSpec;
import org.anfitrion.api.secret.Password;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.PoolSource;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** What cannot be meant cannot be described, and what lies just within the limits can. */
class ImpossibleDescriptionsTest {

    private static final DataSize SIZE = DataSize.mebibytes(64);
    private static final DomainSpec PLAIN =
            DomainSpec.named("web").cpus(4).memory(SIZE).build();

    private static DynamicTest impossible(String what, Executable made) {
        return DynamicTest.dynamicTest(what, () -> assertThrows(InvalidSpecException.class, made));
    }

    private static DynamicTest possible(String what, Executable made) {
        return DynamicTest.dynamicTest(what, () -> assertDoesNotThrow(made));
    }

    @TestFactory
    Stream<DynamicTest> ofDomains() {
        return Stream.of(
                impossible("a topology with too few places", () -> PLAIN.toBuilder()
                        .cpuTopology(new CpuTopology(1, 1, 3, 1))
                        .build()),
                possible("a topology with a place for each CPU", () -> PLAIN.toBuilder()
                        .cpuTopology(new CpuTopology(2, 1, 2, 1))
                        .build()),
                impossible("a topology without cores", () -> new CpuTopology(1, 1, 0, 1)),
                impossible("a topology without sockets", () -> new CpuTopology(0, 1, 1, 1)),
                impossible("a topology without dies", () -> new CpuTopology(1, 0, 1, 1)),
                impossible("a topology without threads", () -> new CpuTopology(1, 1, 1, 0)),
                impossible("a topology beyond any host", () -> new CpuTopology(8193, 1, 1, 1)),
                possible("the largest topology", () -> new CpuTopology(8192, 1, 1, 1)),
                impossible("two NUMA nodes with one CPU", () -> numa("0-3", "3", 32, 32)),
                impossible("NUMA nodes without all CPUs", () -> numa("0-1", "2", 32, 32)),
                impossible("NUMA nodes with other CPUs", () -> numa("0-1", "2-4", 32, 32)),
                impossible("NUMA nodes without all memory", () -> numa("0-1", "2-3", 32, 31)),
                possible("NUMA nodes with all", () -> numa("0-1", "2-3", 32, 32)),
                impossible("two file systems at one place", () -> PLAIN.toBuilder()
                        .filesystem(FilesystemSpec.directory("/a", "x"))
                        .filesystem(FilesystemSpec.directory("/b", "x"))
                        .build()),
                impossible("two channels of one name", () -> PLAIN.toBuilder()
                        .channel(ChannelSpec.guestAgent())
                        .channel(ChannelSpec.guestAgent())
                        .build()),
                impossible("two displays of one protocol", () -> PLAIN.toBuilder()
                        .display(DisplaySpec.vnc())
                        .display(DisplaySpec.vnc())
                        .build()),
                impossible("a file system nowhere", () -> FilesystemSpec.directory("/a", "")),
                impossible("a relative directory", () -> FilesystemSpec.directory("a", "x")),
                impossible(
                        "a model without its mode", () -> new CpuModel(CpuMode.HOST_MODEL, Optional.of("x"), Map.of())),
                impossible(
                        "a named model without a name", () -> new CpuModel(CpuMode.NAMED, Optional.empty(), Map.of())),
                impossible("a display on port 0", () -> DisplaySpec.vnc().port(0)),
                impossible("a display on port 65536", () -> DisplaySpec.vnc().port(65_536)),
                possible("a display on port 65535", () -> DisplaySpec.vnc().port(65_535)),
                impossible(
                        "a network disk on port 0", () -> new DiskSource.Network("nbd", "h", OptionalInt.of(0), "x")),
                impossible("negative disk limits", () -> new IoLimits(0, 0, 0, -1)),
                impossible("negative bandwidth", () -> new Bandwidth(-1, 0)),
                impossible("an init that is not absolute", () -> Boot.init("init")),
                possible("an init", () -> Boot.init("/sbin/init", "--system")));
    }

    @TestFactory
    Stream<DynamicTest> ofStarts() {
        List<Boot> machines = List.of(Boot.kernel("/k"), Boot.bios(), Boot.uefi());
        Map<GuestType, List<Boot>> starts = Map.of(
                GuestType.EMULATED,
                machines,
                GuestType.HARDWARE_ASSISTED,
                machines,
                GuestType.PARAVIRTUAL,
                List.of(Boot.kernel("/k"), Boot.loader("pygrub")),
                GuestType.OPERATING_SYSTEM,
                List.of(Boot.init("/sbin/init")));
        List<Boot> all =
                List.of(Boot.kernel("/k"), Boot.bios(), Boot.uefi(), Boot.loader("pygrub"), Boot.init("/sbin/init"));
        return starts.entrySet().stream().flatMap(family -> all.stream().map(boot -> {
            String what = family.getKey() + " by " + boot;
            Executable spec = () ->
                    PLAIN.toBuilder().guestType(family.getKey()).boot(boot).build();
            return family.getValue().contains(boot) ? possible(what, spec) : impossible(what, spec);
        }));
    }

    @TestFactory
    Stream<DynamicTest> ofIdMaps() {
        IdMap.Range range = new IdMap.Range(0, 100_000, 65_536);
        return Stream.of(
                impossible("a range of nobody", () -> new IdMap.Range(0, 1, 0)),
                impossible("a user below 0", () -> new IdMap.Range(-1, 1, 1)),
                impossible("a user beyond 32 bits", () -> new IdMap.Range(0, 1L << 32, 1)),
                impossible("more users than numbers", () -> new IdMap.Range(1, 0, 1L << 32)),
                possible("all numbers", () -> new IdMap.Range(0, 0, 1L << 32)),
                impossible("users without groups", () -> new IdMap(List.of(range), List.of())),
                impossible(
                        "one user twice inside",
                        () -> new IdMap(List.of(range, new IdMap.Range(65_535, 1, 1)), List.of(range))),
                impossible(
                        "one group twice outside",
                        () -> new IdMap(List.of(range), List.of(range, new IdMap.Range(65_536, 100_000, 1)))),
                possible(
                        "one user apart",
                        () -> new IdMap(List.of(range, new IdMap.Range(65_536, 1000, 1)), List.of(range))),
                impossible("a machine with an id map", () -> PLAIN.toBuilder()
                        .guestType(GuestType.EMULATED)
                        .idMap(IdMap.HOST)
                        .build()),
                possible("a container with an id map", () -> PLAIN.toBuilder()
                        .guestType(GuestType.OPERATING_SYSTEM)
                        .idMap(IdMap.HOST)
                        .build()));
    }

    @TestFactory
    Stream<DynamicTest> ofUsualStarts() {
        return Stream.of(GuestType.values())
                .map(type -> possible("the usual start of " + type, () -> PLAIN.toBuilder()
                        .guestType(type)
                        .boot(type.usualBoot())
                        .build()));
    }

    private static DomainSpec numa(String one, String other, int oneMemory, int otherMemory) {
        return PLAIN.toBuilder()
                .numaCell(new NumaCell(CpuSet.parse(one), DataSize.mebibytes(oneMemory), Optional.empty()))
                .numaCell(new NumaCell(CpuSet.parse(other), DataSize.mebibytes(otherMemory), Optional.empty()))
                .build();
    }

    @TestFactory
    Stream<DynamicTest> ofTuning() {
        return Stream.of(
                impossible("no shares", () -> Tuning.NONE.cpuShares(0)),
                impossible("too many shares", () -> Tuning.NONE.cpuShares(262_145)),
                possible("one share", () -> Tuning.NONE.cpuShares(1)),
                possible("most shares", () -> Tuning.NONE.cpuShares(262_144)),
                impossible("a period below 1 ms", () -> Tuning.NONE.cpuPeriod(Duration.ofNanos(999_999))),
                impossible("a period above 1 s", () -> Tuning.NONE.cpuPeriod(Duration.ofMillis(1001))),
                possible("a period of 1 ms", () -> Tuning.NONE.cpuPeriod(Duration.ofMillis(1))),
                possible("a period of 1 s", () -> Tuning.NONE.cpuPeriod(Duration.ofSeconds(1))),
                impossible("a quota below 1 ms", () -> Tuning.NONE.cpuQuota(Duration.ZERO)),
                possible("a quota of 1 ms", () -> Tuning.NONE.cpuQuota(Duration.ofMillis(1))),
                impossible("a weight of 9", () -> Tuning.NONE.blockWeight(9)),
                impossible("a weight of 1001", () -> Tuning.NONE.blockWeight(1001)),
                possible("a weight of 10", () -> Tuning.NONE.blockWeight(10)),
                possible("a weight of 1000", () -> Tuning.NONE.blockWeight(1000)),
                impossible("no processes", () -> Tuning.NONE.processLimit(0)),
                impossible("a CPU below 0", () -> Tuning.NONE.pin(-1, CpuSet.of(0))));
    }

    @TestFactory
    Stream<DynamicTest> ofStorage() {
        return Stream.of(
                impossible("a volume of nothing", () -> VolumeSpec.raw("a", DataSize.ZERO)),
                impossible("a volume with a path for a name", () -> VolumeSpec.raw("../a", SIZE)),
                impossible("a volume's identity with a path", () -> new VolumeId("p", "a/b")),
                impossible("a pool's identity with a path", () -> new VolumeId("p/q", "a")),
                impossible("a raw volume over another", () -> VolumeSpec.raw("a", SIZE)
                        .backing(new Backing("/b", DiskFormat.RAW))),
                impossible("a preallocated volume over another", () -> VolumeSpec.qcow2("a", SIZE)
                        .backing(new Backing("/b", DiskFormat.RAW))
                        .asPreallocated()),
                possible("a volume over another", () -> VolumeSpec.qcow2("a", SIZE)
                        .backing(new Backing("/b", DiskFormat.RAW))),
                impossible("a backing image without a place", () -> new Backing("b", DiskFormat.RAW)),
                impossible("a pool in a relative directory", () -> PoolSpec.directory("p", "images")),
                impossible("a pool with a path for a name", () -> PoolSpec.directory("a/b", "/images")),
                impossible("a volume group of two words", () -> new PoolSource.LogicalVolumes("a b", List.of())));
    }

    @TestFactory
    Stream<DynamicTest> ofTheRest() {
        return Stream.of(
                impossible("no program", ExecSpec::of),
                impossible("a program without a name", () -> ExecSpec.of("")),
                impossible("an argument with NUL", () -> ExecSpec.of("a", "b\0")),
                impossible("a variable with =", () -> ExecSpec.of("a").environment(Map.of("A=B", "c"))),
                impossible("a variable with NUL", () -> ExecSpec.of("a").environment(Map.of("A", "\0"))),
                impossible("a directory with NUL", () -> ExecSpec.of("a").directory("\0")),
                possible("an argument with lines", () -> ExecSpec.of("a", "one\ntwo")),
                impossible("a backup of nothing", BackupSpec::of),
                impossible("a backup of one disk twice", () -> BackupSpec.of(disk("/a"), disk("/b"))),
                impossible("a backup to a relative file", () -> disk("a")),
                impossible("a copy to a relative file", () -> CopySpec.to("a", DiskFormat.RAW)),
                impossible("a commit of a relative file", () -> new CommitSpec(Optional.of("a"), Optional.empty())),
                impossible("a snapshot without a name", () -> SnapshotSpec.named("")),
                impossible("a migration at no speed", () -> MigrationSpec.whileRunning()
                        .bandwidth(DataSize.ZERO)),
                impossible("key 0", () -> new KeyCode(0)),
                impossible("key 256", () -> new KeyCode(256)),
                possible("key 255", () -> new KeyCode(255)),
                impossible("a password of two lines", () -> Password.of("a\nb")),
                impossible("a native secret", () -> SecretSpec.of(new SecretUsage.Native("x"))),
                impossible("a secret of a relative volume", () -> new SecretUsage.Volume("a")));
    }

    private static BackupDisk disk(String file) {
        return new BackupDisk("vda", file, DiskFormat.QCOW2);
    }
}
