package org.anfitrion.api;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.connection.CredentialRequest;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuFeaturePolicy;
import org.anfitrion.api.domain.CpuMode;
import org.anfitrion.api.domain.CpuModel;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.CpuTopology;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.IdMap;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.MemoryBacking;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.NumaCell;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.domain.TemplateInfo;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.NativeError;
import org.anfitrion.api.network.AddressRange;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.Forward;
import org.anfitrion.api.network.GuestAddress;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.api.secret.Password;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.api.statistics.CpuStatistics;
import org.anfitrion.api.statistics.DiskStatistics;
import org.anfitrion.api.statistics.DomainRates;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.statistics.MemoryStatistics;
import org.anfitrion.api.statistics.NicStatistics;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSource;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.MacAddress;

/** One of each description and report, with nothing left open. */
public final class Samples {

    private static final DataSize SIZE = DataSize.mebibytes(64);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final UUID ID = UUID.fromString("5f6e0e9c-6bb6-4d6f-9f3a-0c9be4d1a0b1");
    private static final MacAddress CARD = MacAddress.of("52:54:00:00:00:01");
    private static final AddressRange RANGE = AddressRange.of("10.1.2.10", "10.1.2.20");
    private static final InetAddress ADDRESS = RANGE.first();

    public static final DiskSpec DISK = new DiskSpec(
            new DiskSource.File("/srv/web.qcow2"),
            DiskDevice.DISK,
            DiskFormat.QCOW2,
            Optional.of(DiskBus.SCSI),
            Optional.of("sda"),
            false,
            Optional.of("S 1"),
            Optional.of(new IoLimits(1, 2, 3, 4)));

    public static final NicSpec NIC = new NicSpec(
            new NicSource.Network("default"),
            Optional.of(CARD),
            Optional.of(NicModel.E1000),
            true,
            Optional.of(new Bandwidth(1, 2)));

    public static final FilesystemSpec FILESYSTEM =
            new FilesystemSpec(new FilesystemSource.Directory("/srv"), "shared", false, Optional.of("virtiofs"));

    public static final DisplaySpec DISPLAY =
            new DisplaySpec(DisplayProtocol.VNC, "::1", OptionalInt.of(5901), Optional.of(Password.of("secret")));

    public static final CpuModel MODEL =
            new CpuModel(CpuMode.NAMED, Optional.of("qemu64"), Map.of("vmx", CpuFeaturePolicy.DISABLE));

    public static final Tuning TUNING = new Tuning(
            OptionalLong.of(512),
            Optional.of(Duration.ofMillis(50)),
            Optional.of(Duration.ofMillis(100)),
            Map.of(0, CpuSet.of(1)),
            Optional.of(CpuSet.of(2)),
            Optional.of(DataSize.mebibytes(300)),
            Optional.of(DataSize.mebibytes(200)),
            Optional.of(DataSize.mebibytes(400)),
            OptionalInt.of(100),
            OptionalInt.of(1000));

    public static final NumaCell NODE = new NumaCell(CpuSet.of(0, 1), SIZE, Optional.of(CpuSet.of(0)));

    public static final DomainSpec DOMAIN = new DomainSpec(
            "web",
            Optional.of(ID),
            Optional.of("The web"),
            Optional.of("two\nlines"),
            Optional.of(new Owner("farm", "here.1", 12, 34)),
            Optional.of(GuestType.EMULATED),
            new CpuCount(1, 2),
            Optional.of(MODEL),
            Optional.of(new CpuTopology(1, 1, 2, 1)),
            List.of(NODE),
            new Memory(DataSize.mebibytes(32), SIZE),
            new MemoryBacking(Optional.of(DataSize.mebibytes(2)), true, true),
            TUNING,
            Optional.of(Boot.uefi()),
            Optional.empty(),
            List.of(DISK),
            List.of(NIC),
            List.of(FILESYSTEM),
            List.of(ConsoleSpec.serial()),
            List.of(ChannelSpec.guestAgent()),
            List.of(DISPLAY));

    public static final Subnet SUBNET = new Subnet(
            AddressRange.of("10.1.2.1", "10.1.2.1").first(),
            24,
            List.of(RANGE),
            List.of(new DhcpHost(CARD, ADDRESS, Optional.of("web"))));

    public static final NetworkSpec NETWORK = new NetworkSpec(
            "lan",
            Optional.of(ID),
            new Forward.Nat(Optional.of("eth0")),
            Optional.of("br1"),
            Optional.of("example.org"),
            List.of(SUBNET),
            false);

    public static final PoolSpec POOL =
            new PoolSpec("images", Optional.of(ID), new PoolSource.Directory("/images"), false);

    public static final VolumeSpec VOLUME = new VolumeSpec(
            "a.qcow2", SIZE, DiskFormat.QCOW2, false, Optional.of(new Backing("/base.raw", DiskFormat.RAW)));

    public static final SnapshotSpec SNAPSHOT =
            new SnapshotSpec("before", Optional.of("the update"), false, false, false);

    private static final DomainStatus RUNNING = new DomainStatus(DomainState.RUNNING, StateReason.BOOTED);

    public static final DomainInfo ROW = DomainInfo.of(new DomainId("7"), "web")
            .uuid(ID)
            .status(RUNNING)
            .resources(2, SIZE)
            .persistence(true, false)
            .build();

    private static final DiskStatistics DISK_USE = new DiskStatistics(
            "vda",
            1,
            2,
            3,
            4,
            OptionalLong.of(5),
            Optional.of(SECOND),
            Optional.of(SECOND),
            Optional.of(SIZE),
            Optional.of(SIZE));
    private static final NicStatistics NIC_USE = new NicStatistics(Optional.of(CARD), "vnet0", 1, 2, 3, 4, 5, 6, 7, 8);
    private static final CpuStatistics CPU_USE =
            new CpuStatistics(SECOND, Optional.of(SECOND), Optional.of(SECOND), List.of(SECOND));
    private static final MemoryStatistics MEMORY_USE = new MemoryStatistics(
            SIZE,
            SIZE,
            Optional.of(SIZE),
            Optional.of(SIZE),
            Optional.of(SIZE),
            OptionalLong.of(1),
            OptionalLong.of(2));

    private Samples() {}

    /** Returns one of each. */
    public static List<Record> all() {
        return List.of(
                // of domains
                new Applied(List.of("memory"), Set.of(Scope.LIVE), true),
                new Bandwidth(1, 2),
                new Boot.Kernel("/k", Optional.of("/i"), "quiet"),
                new Boot.Firmware(Boot.FirmwareType.BIOS, List.of(Boot.BootDevice.DISK)),
                new Boot.Loader("pygrub", "-q"),
                new Boot.Init("/sbin/init", List.of("--system")),
                new Boot.Native("vmx"),
                IdMap.from(100_000),
                new IdMap.Range(0, 1000, 1),
                new ChannelSpec("a.0"),
                ConsoleSpec.paravirtual(),
                new CpuCount(1, 2),
                MODEL,
                CpuSet.of(0, 1),
                new CpuTopology(1, 2, 3, 4),
                new Described<>(View.CONFIG, "spec", "<domain/>", "7"),
                new DeviceKey.Disk("vda"),
                new DeviceKey.Nic(CARD),
                new DeviceKey.Filesystem("/mnt"),
                DiskBus.IDE,
                DiskFormat.VDI,
                new DiskSource.File("/a"),
                new DiskSource.Block("/dev/sdb"),
                new DiskSource.Volume("images", "a"),
                new DiskSource.Network("nbd", "host", OptionalInt.of(10809), "export"),
                new DiskSource.Empty(),
                new DiskSource.Native("vhostuser"),
                DISK,
                DisplayProtocol.RDP,
                DISPLAY,
                DomainFilter.active(),
                new DomainId("7"),
                DOMAIN,
                RUNNING,
                new FilesystemSource.Directory("/srv"),
                new FilesystemSource.Image("/a", DiskFormat.RAW),
                new FilesystemSource.Template("debian", Map.of("release", "trixie")),
                new FilesystemSource.Temporary(SIZE),
                new FilesystemSource.Native("bind"),
                FILESYSTEM,
                new IoLimits(1, 2, 3, 4),
                Memory.of(SIZE),
                new MemoryBacking(Optional.of(SIZE), true, false),
                NicModel.VIRTIO,
                new NicSource.UserMode(),
                new NicSource.Network("default"),
                new NicSource.Bridge("br0"),
                new NicSource.Unconnected(),
                new NicSource.HostInterface("eth0"),
                new NicSource.Internal("backstage"),
                new NicSource.Native("vdpa"),
                NIC,
                NODE,
                new Owner("farm", "here.1", 12, 34),
                new TemplateInfo("debian", "a system"),
                TUNING,
                // of networks
                RANGE,
                new DhcpHost(CARD, ADDRESS, Optional.of("web")),
                new Forward.Isolated(),
                new Forward.Nat(Optional.of("eth0")),
                new Forward.Routed(Optional.of("eth0")),
                new Forward.Bridge(),
                new Forward.Native("hostdev"),
                new GuestAddress(Optional.of("eth0"), Optional.of(CARD), ADDRESS, 24, AddressSource.LEASE),
                new Lease(CARD, ADDRESS, 24, Optional.of("web"), Optional.of(Instant.EPOCH)),
                new NetworkInfo("lan", Optional.of(ID), true, true, true, Optional.of("br1")),
                NETWORK,
                SUBNET,
                // of storage
                new Backing("/base.raw", DiskFormat.RAW),
                new PoolInfo(
                        "images",
                        Optional.of(ID),
                        PoolState.ACTIVE,
                        new PoolSource.Directory("/images"),
                        true,
                        true,
                        SIZE,
                        SIZE,
                        SIZE),
                new PoolSource.Directory("/images"),
                new PoolSource.Filesystem("/dev/sdb1", "/images", "ext4"),
                new PoolSource.NetworkFilesystem("host", "/export", "/images", "nfs"),
                new PoolSource.LogicalVolumes("vg0", List.of("/dev/sdb")),
                new PoolSource.Iscsi("host", "iqn.2026-01.org.example:disk"),
                new PoolSource.Native("rbd"),
                POOL,
                new VolumeId("images", "a"),
                new VolumeInfo(
                        new VolumeId("images", "a"),
                        "/images/a",
                        DiskFormat.RAW,
                        SIZE,
                        SIZE,
                        Optional.of(new Backing("/base.raw", DiskFormat.RAW))),
                VOLUME,
                // of snapshots
                new SnapshotId("before"),
                new SnapshotInfo(
                        new SnapshotId("after"),
                        "after",
                        Optional.of("the update"),
                        Optional.of(new SnapshotId("before")),
                        Instant.EPOCH,
                        DomainState.RUNNING,
                        true,
                        false,
                        true),
                SNAPSHOT,
                // of what was used
                CPU_USE,
                DISK_USE,
                new DomainRates(new DomainId("7"), "web", SECOND, 1, 2, 3, 4, 5, 6, 7),
                new DomainStatistics(
                        ROW, 1, Optional.of(CPU_USE), Optional.of(MEMORY_USE), List.of(DISK_USE), List.of(NIC_USE)),
                new HostStatistics(1, SECOND, SECOND, SIZE, SIZE),
                MEMORY_USE,
                NIC_USE,
                // of the rest
                SIZE,
                CARD,
                new NativeError("VBoxManage", 1, "no"),
                new CredentialRequest(CredentialRequest.Kind.PASSWORD, "Password:"),
                new DriverInfo("kvm", "KVM", Set.of("qemu"), 1, false));
    }
}
