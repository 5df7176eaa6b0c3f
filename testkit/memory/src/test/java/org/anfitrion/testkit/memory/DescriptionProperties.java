package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuFeaturePolicy;
import org.anfitrion.api.domain.CpuModel;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.CpuTopology;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.IdMap;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.MemoryBacking;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.NumaCell;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.secret.Password;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.Progress;

class DescriptionProperties {

    private final Bench bench =
            Bench.on(MemoryHypervisor.builder().template("debian 12", "").build());

    @Property(tries = 500)
    void everyNameThatADescriptionAcceptsIsDataAndComesBackTheSame(@ForAll("names") String name) {
        DomainId id = bench.define(name).id();

        assertEquals(name, bench.row(id).name());
        assertEquals(name, bench.config(id).spec().name());
        assertTrue(bench.session()
                .domains()
                .find(new DomainRef.ByName(name), Set.of())
                .isPresent());
        bench.session().domains().remove(id, Set.of());
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> any = Arbitraries.strings().ofMinLength(1).ofMaxLength(40);
        Arbitrary<String> nasty = Arbitraries.strings()
                .withChars(" $%;|*-=[]#\u00fc\u2028\u65e5 ")
                .ofMinLength(1)
                .ofMaxLength(20);
        return Arbitraries.oneOf(any, nasty).filter(DescriptionProperties::isAccepted);
    }

    private static boolean isAccepted(String name) {
        try {
            DomainSpec.named(name);
            return true;
        } catch (InvalidSpecException e) {
            return false;
        }
    }

    @Property(tries = 300)
    void whatIsReadIsWhatWasDescribedAndItsNativeTextMeansTheSame(@ForAll("specs") DomainSpec spec) {
        Described<DomainSpec> read =
                bench.config(bench.create(spec, Creation.DEFINE).id());

        assertAgrees(spec, read.spec());
        assertEquals(read.spec(), SpecReader.read(NativeText.parse(read.nativeConfiguration())));
        bench.session().domains().remove(idOf(read), Set.of());
    }

    @Property(tries = 300)
    void anUpdateLeadsToWhatWasWantedAndKeepsWhatNobodyAskedAbout(
            @ForAll("specs") DomainSpec from, @ForAll("specs") DomainSpec to) {
        Assume.that(to.guestType().isPresent());
        Described<DomainSpec> first =
                bench.config(bench.create(from, Creation.DEFINE).id());
        bench.session().domains().remove(idOf(first), Set.of());
        // What a container starts by and who its users are stay where that is left open: no machine can be so.
        GuestType family = to.guestType().get();
        Assume.that(family.startsBy(to.boot().or(first.spec()::boot).orElseThrow()));
        Assume.that(family == GuestType.OPERATING_SYSTEM || first.spec().idMap().isEmpty());
        DomainId id = bench.session()
                .facet(NativeFacet.class)
                .orElseThrow()
                .define("# a comment\n" + first.nativeConfiguration() + "[mystery]\nkey = kept\n")
                .id();
        Described<DomainSpec> base = bench.config(id);

        Applied applied = bench.session().domains().update(id, base, to, Scope.CONFIG, Progress.unwatched());

        Described<DomainSpec> after = bench.config(id);
        assertAgrees(to, after.spec());
        assertEquals(applied.changes().isEmpty(), base.spec().equals(after.spec()));
        assertEquals(after.spec(), SpecReader.read(NativeText.parse(after.nativeConfiguration())));
        assertTrue(after.nativeConfiguration().startsWith("# a comment\n"));
        assertTrue(after.nativeConfiguration().contains("[mystery]\nkey = kept\n"));
        assertEquals(
                List.of(),
                bench.session()
                        .domains()
                        .update(id, after, to, Scope.CONFIG, Progress.unwatched())
                        .changes());
        bench.session().domains().remove(id, Set.of());
    }

    private static DomainId idOf(Described<DomainSpec> described) {
        return new DomainId(described.spec().uuid().orElseThrow().toString());
    }

    /** Checks that everything asked for is there; what was left open may be anything. */
    private static void assertAgrees(DomainSpec asked, DomainSpec got) {
        assertEquals(asked.disks().size(), got.disks().size());
        List<DiskSpec> disks = new ArrayList<>();
        for (int i = 0; i < asked.disks().size(); i++) {
            DiskSpec disk = asked.disks().get(i);
            DiskSpec there = got.disks().get(i);
            disks.add(new DiskSpec(
                    disk.source(),
                    disk.device(),
                    disk.format(),
                    disk.bus().or(there::bus),
                    disk.target().or(there::target),
                    disk.readOnly(),
                    disk.serial(),
                    disk.limits().or(there::limits)));
        }
        assertEquals(asked.nics().size(), got.nics().size());
        List<NicSpec> nics = new ArrayList<>();
        for (int i = 0; i < asked.nics().size(); i++) {
            NicSpec nic = asked.nics().get(i);
            NicSpec there = got.nics().get(i);
            nics.add(new NicSpec(
                    nic.source(),
                    nic.mac().or(there::mac),
                    nic.model().or(there::model),
                    nic.linkUp(),
                    nic.bandwidth().or(there::bandwidth)));
        }
        List<FilesystemSpec> filesystems = new ArrayList<>();
        assertEquals(asked.filesystems().size(), got.filesystems().size());
        for (int i = 0; i < asked.filesystems().size(); i++) {
            FilesystemSpec filesystem = asked.filesystems().get(i);
            FilesystemSpec there = got.filesystems().get(i);
            filesystems.add(new FilesystemSpec(
                    filesystem.source(),
                    filesystem.target(),
                    filesystem.readOnly(),
                    filesystem.driver().or(there::driver)));
        }
        DomainSpecBuilder expected = asked.toBuilder()
                .name(got.name())
                .disks(disks)
                .nics(nics)
                .filesystems(filesystems)
                .tuning(TuningFields.merged(got.tuning(), asked.tuning()));
        got.uuid().ifPresent(expected::uuid);
        if (asked.guestType().isEmpty()) {
            got.guestType().ifPresent(expected::guestType);
        }
        if (asked.boot().isEmpty()) {
            expected.boot(got.boot().orElseThrow());
        }
        if (asked.idMap().isEmpty()) {
            got.idMap().ifPresent(expected::idMap);
        }
        assertEquals(expected.build(), got);
    }

    @Provide
    Arbitrary<DomainSpec> specs() {
        Arbitrary<Optional<String>> title = Arbitraries.strings()
                .ofMaxLength(12)
                .filter(DescriptionProperties::isTitle)
                .optional();
        Arbitrary<Optional<String>> description =
                Arbitraries.of(" two\nlines\t", "", "x = y", "\\n", "[disk]").optional();
        Arbitrary<CpuCount> cpus = Combinators.combine(
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(0, 8))
                .as((count, more) -> new CpuCount(count, count + more));
        Arbitrary<Memory> memory = Combinators.combine(
                        Arbitraries.longs().between(1 << 20, 1L << 33),
                        Arbitraries.longs().between(0, 1L << 33))
                .as((size, more) -> new Memory(DataSize.bytes(size), DataSize.bytes(size + more)));
        Arbitrary<Optional<Boot>> boot = Arbitraries.<Boot>of(
                        Boot.bios(),
                        Boot.uefi().from(Boot.BootDevice.NETWORK, Boot.BootDevice.DISK),
                        Boot.bios().from(),
                        Boot.kernel("/boot/vmlinuz"),
                        Boot.kernel("/boot/a b").initrd("/boot/initrd ").commandLine("console=ttyS0 a=b"),
                        Boot.loader("pygrub"),
                        new Boot.Loader("/usr/lib/grub ", " -v"),
                        Boot.init("/sbin/init"),
                        Boot.init("/bin/sh", "-c", "", " exit = 1 "))
                .optional();
        Arbitrary<Optional<IdMap>> idMap = Arbitraries.of(
                        IdMap.HOST,
                        new IdMap(
                                List.of(new IdMap.Range(0, 9, 9)),
                                IdMap.from(70_000).groups()))
                .optional();
        Arbitrary<Optional<GuestType>> guestType =
                Arbitraries.of(GuestType.class).optional();
        Arbitrary<Consumer<DomainSpecBuilder>> family = Combinators.combine(boot, guestType, idMap)
                .as((b, g, i) -> builder -> {
                    b.ifPresent(builder::boot);
                    i.filter(map -> b.map(GuestType.OPERATING_SYSTEM::startsBy).orElse(true))
                            .ifPresent(builder::idMap);
                    g.filter(builder.build()::suits).ifPresent(builder::guestType);
                });
        return Combinators.combine(title, description, cpus, memory, family, devices(), settings())
                .as((t, d, c, m, f, spec, settings) -> {
                    DomainSpecBuilder builder = spec.toBuilder().cpus(c).memory(m);
                    settings.forEach(setting -> setting.accept(builder));
                    t.ifPresent(builder::title);
                    d.ifPresent(builder::description);
                    f.accept(builder);
                    return builder.build();
                });
    }

    /** Generates what can be said of a domain beside its devices, some of it at a time. */
    private static Arbitrary<Set<Consumer<DomainSpecBuilder>>> settings() {
        return Arbitraries.of(List.<Consumer<DomainSpecBuilder>>of(
                        spec -> spec.owner(new Owner("a = program", "m-1", 7, 1)),
                        spec -> spec.cpuModel(CpuModel.hostPassthrough()),
                        spec -> spec.cpuModel(CpuModel.named("qemu64")
                                .feature("vmx", CpuFeaturePolicy.DISABLE)
                                .feature("aes", CpuFeaturePolicy.REQUIRE)),
                        spec -> spec.cpus(new CpuCount(4, 8)).cpuTopology(new CpuTopology(2, 1, 2, 2)),
                        spec -> spec.cpus(2)
                                .memory(DataSize.mebibytes(96))
                                .numaCell(new NumaCell(CpuSet.of(0), DataSize.mebibytes(64), Optional.empty()))
                                .numaCell(new NumaCell(
                                        CpuSet.of(1), DataSize.mebibytes(32), Optional.of(CpuSet.parse("0-1,3")))),
                        spec -> spec.memoryBacking(new MemoryBacking(Optional.of(DataSize.mebibytes(2)), true, true)),
                        spec -> spec.memoryBacking(new MemoryBacking(Optional.empty(), false, true)),
                        spec -> spec.tuning(Tuning.NONE.cpuShares(512).pin(0, CpuSet.parse("0-2,5"))),
                        spec -> spec.tuning(Tuning.NONE
                                .cpuQuota(Duration.ofMillis(50))
                                .cpuPeriod(Duration.ofMillis(100))
                                .emulatorPinning(CpuSet.of(7))),
                        spec -> spec.tuning(Tuning.NONE
                                .memoryHardLimit(DataSize.gibibytes(4))
                                .memorySoftLimit(DataSize.bytes(4097))
                                .swapLimit(DataSize.gibibytes(8))),
                        spec -> spec.tuning(Tuning.NONE.blockWeight(500).processLimit(99))))
                .set()
                .ofMaxSize(4)
                .filter(DescriptionProperties::goTogether);
    }

    private static boolean goTogether(Set<Consumer<DomainSpecBuilder>> settings) {
        DomainSpecBuilder spec = DomainSpec.named("x");
        settings.forEach(setting -> setting.accept(spec));
        try {
            return spec.build().cpus().maximum() > 0;
        } catch (InvalidSpecException e) {
            return false;
        }
    }

    private static boolean isTitle(String text) {
        try {
            DomainSpec.named("x").title(text);
            return true;
        } catch (InvalidSpecException e) {
            return false;
        }
    }

    private static Arbitrary<DomainSpec> devices() {
        Arbitrary<DiskSpec> disk = Arbitraries.of(
                DiskSpec.file("/srv/a.img"),
                DiskSpec.file("/srv/a.img").target("vda"),
                DiskSpec.file("/srv/b = c.qcow2").target("vdb").serial(" s "),
                DiskSpec.block("/dev/sdb").bus(DiskBus.SCSI).asReadOnly(),
                DiskSpec.volume("a pool", "b volume", DiskFormat.QCOW2).limits(IoLimits.operationsPerSecond(9)),
                new DiskSpec(
                        new DiskSource.Network("nbd", " host", OptionalInt.of(10809), "an export "),
                        DiskDevice.DISK,
                        DiskFormat.RAW,
                        Optional.empty(),
                        Optional.of("vdc"),
                        false,
                        Optional.empty(),
                        Optional.of(IoLimits.NONE)),
                DiskSpec.emptyCdrom(),
                DiskSpec.emptyCdrom().target("sda"));
        Arbitrary<NicSpec> nic = Arbitraries.of(
                NicSpec.userMode(),
                NicSpec.network("default").mac("52:54:00:00:00:01"),
                NicSpec.network("a b"),
                NicSpec.unconnected().link(false),
                NicSpec.of(new NicSource.HostInterface("eth0")).bandwidth(new Bandwidth(1000, 2000)),
                NicSpec.of(new NicSource.Internal("a segment")).bandwidth(Bandwidth.UNLIMITED),
                NicSpec.bridge("br0").mac("52:54:00:00:00:02"));
        Arbitrary<ConsoleSpec> console = Arbitraries.of(ConsoleSpec.serial(), ConsoleSpec.paravirtual());
        Arbitrary<FilesystemSpec> filesystem = Arbitraries.of(
                FilesystemSpec.directory("/srv/a b", "share").driver("virtiofs"),
                FilesystemSpec.directory("/srv/c", "/mnt = x").asReadOnly(),
                FilesystemSpec.template("debian 12"),
                new FilesystemSpec(
                        new FilesystemSource.Template("busybox", Map.of("release", " a = b ", "arch", "")),
                        "/var",
                        false,
                        Optional.empty()),
                new FilesystemSpec(
                        new FilesystemSource.Image("/srv/root.img", DiskFormat.QCOW2), "/opt", true, Optional.empty()),
                new FilesystemSpec(
                        new FilesystemSource.Temporary(DataSize.bytes(12_345)), "/tmp", false, Optional.empty()));
        Arbitrary<ChannelSpec> channel = Arbitraries.of(ChannelSpec.guestAgent(), new ChannelSpec("org.example.a"));
        Arbitrary<DisplaySpec> display = Arbitraries.of(
                DisplaySpec.vnc(),
                DisplaySpec.vnc().password(Password.of(" a = b ")),
                DisplaySpec.spice().listen("::1").port(5901));
        return Combinators.combine(
                        disk.list().ofMaxSize(4),
                        nic.list().ofMaxSize(3),
                        console.list().ofMaxSize(3),
                        filesystem.list().ofMaxSize(3),
                        channel.list().ofMaxSize(2),
                        display.list().ofMaxSize(2))
                .as((disks, nics, consoles, filesystems, channels, displays) -> DomainSpec.named("web")
                        .disks(distinct(disks, DiskSpec::target))
                        .nics(distinct(nics, NicSpec::mac))
                        .consoles(consoles)
                        .filesystems(distinct(filesystems, filesystem1 -> Optional.of(filesystem1.target())))
                        .channels(distinct(channels, channel1 -> Optional.of(channel1)))
                        .displays(distinct(displays, display1 -> Optional.of(display1.protocol())))
                        .build());
    }

    private static <T> List<T> distinct(List<T> devices, Function<T, Optional<?>> key) {
        Set<Object> seen = new HashSet<>();
        return devices.stream()
                .filter(device -> key.apply(device).map(seen::add).orElse(true))
                .collect(Collectors.toList());
    }
}
