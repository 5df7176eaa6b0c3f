package org.anfitrion.testkit.contract.generate;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.secret.Password;
import org.anfitrion.api.unit.DataSize;

/** Devices of domains, never two of a domain with the same key. */
public final class DeviceSpecs {

    private DeviceSpecs() {}

    /**
     * Generates drives from all kinds of sources.
     *
     * @return up to three
     */
    public static Arbitrary<List<DiskSpec>> disks() {
        Arbitrary<DiskSpec> disks = Arbitraries.of(
                DiskSpec.file("/srv/a.qcow2"),
                DiskSpec.file("/srv/a,b c.img").bus(DiskBus.SCSI),
                DiskSpec.file("/srv/ü.raw").bus(DiskBus.SATA),
                DiskSpec.block("/dev/vg/web").asReadOnly(),
                DiskSpec.volume("default", "web.qcow2", DiskFormat.QCOW2),
                DiskSpec.file("/srv/a.qcow2")
                        .source(new DiskSource.Network("nbd", "::1", OptionalInt.of(10_809), "an/export"))
                        .format(DiskFormat.RAW),
                DiskSpec.emptyCdrom());
        Arbitrary<Optional<IoLimits>> limits = Arbitraries.of(
                        IoLimits.NONE, IoLimits.operationsPerSecond(100), new IoLimits(1 << 20, 2 << 20, 0, 50))
                .optional();
        return Combinators.combine(disks, limits)
                .as((disk, limit) -> limit.map(disk::limits).orElse(disk))
                .list()
                .ofMaxSize(3);
    }

    /**
     * Generates network cards on all kinds of networks.
     *
     * @return up to three, no two with the same address
     */
    public static Arbitrary<List<NicSpec>> nics() {
        Arbitrary<NicSpec> nics = Arbitraries.of(
                NicSpec.userMode(),
                NicSpec.network("default"),
                NicSpec.bridge("br0"),
                NicSpec.unconnected(),
                NicSpec.of(new NicSource.HostInterface("eth0")),
                NicSpec.of(new NicSource.Internal("a segment")));
        Arbitrary<NicSpec> addressed = Combinators.combine(
                        nics,
                        Quantities.macs(),
                        Arbitraries.of(true, false),
                        Arbitraries.longs().between(0, 1 << 30))
                .as((nic, mac, up, limit) ->
                        nic.mac(mac).model(NicModel.VIRTIO).link(up).bandwidth(new Bandwidth(limit, limit / 2)));
        return Arbitraries.oneOf(nics, addressed).list().ofMaxSize(3).map(all -> distinct(all, NicSpec::mac));
    }

    /**
     * Generates file systems of the host.
     *
     * @return up to two, no two with the same target
     */
    public static Arbitrary<List<FilesystemSpec>> filesystems() {
        return Arbitraries.of(
                        FilesystemSpec.directory("/srv/a b", "share"),
                        FilesystemSpec.directory("/srv/c", "/mnt/c")
                                .asReadOnly()
                                .driver("virtiofs"),
                        FilesystemSpec.template("debian-12"),
                        filesystem(new FilesystemSource.Template("busybox", Map.of("arch", "amd64")), "/"),
                        filesystem(new FilesystemSource.Image("/srv/root.img", DiskFormat.RAW), "/opt"),
                        filesystem(new FilesystemSource.Temporary(DataSize.mebibytes(16)), "/tmp"))
                .list()
                .ofMaxSize(2)
                .map(all -> distinct(all, filesystem -> Optional.of(filesystem.target())));
    }

    private static FilesystemSpec filesystem(FilesystemSource source, String target) {
        return new FilesystemSpec(source, target, false, Optional.empty());
    }

    static Arbitrary<List<ConsoleSpec>> consoles() {
        return Arbitraries.of(
                List.of(), List.of(ConsoleSpec.serial()), List.of(ConsoleSpec.serial(), ConsoleSpec.paravirtual()));
    }

    /**
     * Generates channels to the host.
     *
     * @return up to two, no two with the same name
     */
    public static Arbitrary<List<ChannelSpec>> channels() {
        return Arbitraries.of(ChannelSpec.guestAgent(), new ChannelSpec("org.example.port.0"))
                .list()
                .uniqueElements()
                .ofMaxSize(2);
    }

    /**
     * Generates screens.
     *
     * @return none or one, some with a password
     */
    public static Arbitrary<List<DisplaySpec>> displays() {
        return Arbitraries.of(
                        DisplaySpec.vnc(),
                        DisplaySpec.vnc().password(Password.of("ge heim")).port(5901),
                        DisplaySpec.spice().listen("0.0.0.0"))
                .list()
                .ofMaxSize(1);
    }

    private static <T> List<T> distinct(List<T> devices, Function<T, Optional<?>> key) {
        Set<Object> seen = new HashSet<>();
        return devices.stream()
                .filter(device -> key.apply(device).map(seen::add).orElse(true))
                .toList();
    }
}
