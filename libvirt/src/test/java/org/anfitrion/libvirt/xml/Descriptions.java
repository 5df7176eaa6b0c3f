package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.arbitraries.StringArbitrary;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.MacAddress;

/** Any description of a domain that can be asked for. */
final class Descriptions {

    private Descriptions() {}

    static Arbitrary<DomainSpec> any() {
        return Combinators.combine(
                        names(),
                        texts(),
                        Arbitraries.create(UUID::randomUUID).optional(),
                        cpus(),
                        memory(),
                        boot(),
                        disks(),
                        Combinators.combine(nics(), consoles()).as(Devices::new))
                .as((name, text, uuid, cpus, memory, boot, disks, devices) -> {
                    DomainSpecBuilder spec = DomainSpec.named(name)
                            .cpus(cpus)
                            .memory(memory)
                            .boot(boot)
                            .disks(disks)
                            .nics(devices.nics())
                            .consoles(devices.consoles());
                    uuid.ifPresent(spec::uuid);
                    text.title().ifPresent(spec::title);
                    text.description().ifPresent(spec::description);
                    return spec.build();
                })
                .flatMap(MoreDescriptions::of);
    }

    private record Devices(List<NicSpec> nics, List<ConsoleSpec> consoles) {}

    private record Texts(Optional<String> title, Optional<String> description) {}

    private static Arbitrary<String> names() {
        return characters().ofMinLength(1).ofMaxLength(40).filter(Descriptions::isName);
    }

    /** Text of all planes, and of what markup, shells and formats make something of. */
    private static StringArbitrary characters() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("äß€漢\u2028")
                .withChars("$%;|*-{}[]()`#~!?^,=:");
    }

    private static boolean isName(String text) {
        try {
            DomainSpec.named(text);
            return true;
        } catch (InvalidSpecException e) {
            return false;
        }
    }

    private static Arbitrary<Texts> texts() {
        Arbitrary<String> line = Combinators.combine(
                        characters().ofMinLength(1).ofMaxLength(20), Arbitraries.of("", "😀", "]]>", "&amp;", "<x/>"))
                .as(String::concat);
        Arbitrary<String> text = Combinators.combine(line, Arbitraries.of("", "\n", "\t", "\n\n  "), line)
                .as((first, between, second) -> first + between + second);
        return Combinators.combine(line.optional(), text.optional()).as(Texts::new);
    }

    private static Arbitrary<CpuCount> cpus() {
        return Arbitraries.integers()
                .between(1, CpuCount.LIMIT)
                .flatMap(most -> Arbitraries.integers().between(1, most).map(now -> new CpuCount(now, most)));
    }

    private static Arbitrary<Memory> memory() {
        return Arbitraries.longs().between(1024, 1L << 42).flatMap(most -> Arbitraries.longs()
                .between(1024, most)
                .map(now -> new Memory(DataSize.kibibytes(now), DataSize.kibibytes(most))));
    }

    private static Arbitrary<String> paths() {
        return characters().ofMinLength(1).ofMaxLength(30).map("/"::concat);
    }

    static Arbitrary<Boot> boot() {
        Arbitrary<Boot> kernel = Combinators.combine(
                        paths(), paths().optional(), characters().ofMaxLength(30))
                .as(Boot.Kernel::new);
        Arbitrary<Boot> firmware = Combinators.combine(
                        Arbitraries.of(Boot.FirmwareType.class),
                        Arbitraries.of(Boot.BootDevice.class).list().uniqueElements())
                .as(Boot.Firmware::new);
        return Arbitraries.oneOf(kernel, firmware);
    }

    private static Arbitrary<List<DiskSpec>> disks() {
        return disk().list().ofMaxSize(5).map(disks -> unique(disks, DiskSpec::target));
    }

    static Arbitrary<DiskSpec> disk() {
        Arbitrary<DiskSource> sources = Arbitraries.oneOf(
                paths().map(DiskSource.File::new),
                paths().map(DiskSource.Block::new),
                Combinators.combine(names(), names()).as(DiskSource.Volume::new),
                networkSource(),
                Arbitraries.of(new DiskSource.Empty()));
        return Combinators.combine(
                        sources,
                        Arbitraries.of(DiskDevice.class),
                        Arbitraries.of(DiskFormat.RAW, DiskFormat.QCOW2, new DiskFormat("vmdk")),
                        Arbitraries.of(DiskBus.VIRTIO, DiskBus.SATA, DiskBus.SCSI, DiskBus.IDE, new DiskBus("sd"))
                                .optional(),
                        Arbitraries.of("vda", "vdb", "sda", "sdb", "hda", "ubda")
                                .optional(),
                        Arbitraries.of(true, false),
                        Combinators.combine(
                                        Arbitraries.strings()
                                                .alpha()
                                                .numeric()
                                                .withChars("_.+- ")
                                                .ofMinLength(1)
                                                .ofMaxLength(20)
                                                .filter(text -> !text.isBlank())
                                                .optional(),
                                        MoreDescriptions.limits().optional(0.3))
                                .as(Extras::new))
                .as((source, device, format, bus, target, readOnly, extras) -> new DiskSpec(
                        source instanceof DiskSource.Empty && device == DiskDevice.DISK
                                ? new DiskSource.File("/empty")
                                : source,
                        device,
                        format,
                        bus,
                        target,
                        readOnly || device == DiskDevice.CDROM,
                        extras.serial(),
                        extras.limits()));
    }

    private record Extras(Optional<String> serial, Optional<IoLimits> limits) {}

    private static Arbitrary<DiskSource> networkSource() {
        return Combinators.combine(
                        Arbitraries.of("nbd", "rbd", "iscsi"),
                        Arbitraries.of("192.0.2.1", "storage.example"),
                        Arbitraries.of(OptionalInt.empty(), OptionalInt.of(10_809)),
                        Arbitraries.of("pool/image", "iqn.2013-07.com.example:iscsi/1"))
                .as(DiskSource.Network::new);
    }

    private static Arbitrary<List<NicSpec>> nics() {
        return nic().list().ofMaxSize(4).map(nics -> unique(nics, NicSpec::mac));
    }

    static Arbitrary<NicSpec> nic() {
        Arbitrary<NicSource> sources = Arbitraries.oneOf(
                Arbitraries.of(new NicSource.UserMode()),
                names().map(NicSource.Network::new),
                Arbitraries.of("br0", "virbr-1.2").map(NicSource.Bridge::new),
                Arbitraries.of("eth0", "enp1s0.7").map(NicSource.HostInterface::new));
        return Combinators.combine(
                        sources,
                        Arbitraries.integers()
                                .between(0, 3)
                                .map(n -> MacAddress.of("52:54:00:12:34:0" + n))
                                .optional(),
                        Arbitraries.of(NicModel.VIRTIO, NicModel.E1000E, new NicModel("tulip"))
                                .optional(),
                        Arbitraries.of(true, false),
                        MoreDescriptions.bandwidth().optional(0.3))
                .as((source, mac, model, up, bandwidth) -> new NicSpec(
                        source, mac, model, up, source instanceof NicSource.UserMode ? Optional.empty() : bandwidth));
    }

    private static Arbitrary<List<ConsoleSpec>> consoles() {
        ConsoleSpec serial = ConsoleSpec.serial();
        ConsoleSpec paravirtual = ConsoleSpec.paravirtual();
        return Arbitraries.of(List.of(
                List.of(),
                List.of(serial),
                List.of(paravirtual),
                List.of(serial, paravirtual),
                List.of(paravirtual, serial),
                List.of(serial, serial),
                List.of(serial, serial, paravirtual, paravirtual)));
    }

    private static <T> List<T> unique(List<T> all, java.util.function.Function<T, ? extends Optional<?>> key) {
        Set<Object> seen = new HashSet<>();
        List<T> kept = new ArrayList<>();
        for (T each : all) {
            Optional<?> its = key.apply(each);
            if (its.isEmpty() || seen.add(its.get())) {
                kept.add(each);
            }
        }
        return kept;
    }
}
