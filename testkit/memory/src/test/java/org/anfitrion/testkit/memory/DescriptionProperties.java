package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.Progress;

class DescriptionProperties {

    private final Bench bench = Bench.on(new MemoryHypervisor());

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
        assertEquals(asked.title(), got.title());
        assertEquals(asked.description(), got.description());
        assertEquals(asked.cpus(), got.cpus());
        assertEquals(asked.memory(), got.memory());
        assertEquals(asked.boot(), got.boot());
        assertEquals(asked.consoles(), got.consoles());
        assertEquals(asked.guestType().or(got::guestType), got.guestType());
        assertEquals(asked.disks().size(), got.disks().size());
        for (int i = 0; i < asked.disks().size(); i++) {
            DiskSpec disk = asked.disks().get(i);
            DiskSpec there = got.disks().get(i);
            assertEquals(
                    new DiskSpec(
                            disk.source(),
                            disk.device(),
                            disk.format(),
                            disk.bus().or(there::bus),
                            disk.target().or(there::target),
                            disk.readOnly(),
                            disk.serial()),
                    there);
        }
        assertEquals(asked.nics().size(), got.nics().size());
        for (int i = 0; i < asked.nics().size(); i++) {
            NicSpec nic = asked.nics().get(i);
            NicSpec there = got.nics().get(i);
            assertEquals(
                    new NicSpec(
                            nic.source(), nic.mac().or(there::mac), nic.model().or(there::model)),
                    there);
        }
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
        Arbitrary<Boot> boot = Arbitraries.of(
                Boot.bios(),
                Boot.uefi().from(Boot.BootDevice.NETWORK, Boot.BootDevice.DISK),
                Boot.bios().from(),
                Boot.kernel("/boot/vmlinuz"),
                Boot.kernel("/boot/a b").initrd("/boot/initrd ").commandLine("console=ttyS0 a=b"));
        Arbitrary<Optional<GuestType>> guestType =
                Arbitraries.of(GuestType.class).optional();
        return Combinators.combine(title, description, cpus, memory, boot, guestType, devices())
                .as((t, d, c, m, b, g, spec) -> {
                    DomainSpecBuilder builder =
                            spec.toBuilder().cpus(c).memory(m).boot(b);
                    t.ifPresent(builder::title);
                    d.ifPresent(builder::description);
                    g.ifPresent(builder::guestType);
                    return builder.build();
                });
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
                DiskSpec.emptyCdrom(),
                DiskSpec.emptyCdrom().target("sda"));
        Arbitrary<NicSpec> nic = Arbitraries.of(
                NicSpec.userMode(),
                NicSpec.network("default").mac("52:54:00:00:00:01"),
                NicSpec.network("a b"),
                NicSpec.bridge("br0").mac("52:54:00:00:00:02"));
        Arbitrary<ConsoleSpec> console = Arbitraries.of(ConsoleSpec.serial(), ConsoleSpec.paravirtual());
        return Combinators.combine(
                        disk.list().ofMaxSize(4),
                        nic.list().ofMaxSize(3),
                        console.list().ofMaxSize(3))
                .as((disks, nics, consoles) -> DomainSpec.named("web")
                        .disks(distinct(disks, DiskSpec::target))
                        .nics(distinct(nics, NicSpec::mac))
                        .consoles(consoles)
                        .build());
    }

    private static <T> List<T> distinct(List<T> devices, Function<T, Optional<?>> key) {
        Set<Object> seen = new HashSet<>();
        return devices.stream()
                .filter(device -> key.apply(device).map(seen::add).orElse(true))
                .collect(Collectors.toList());
    }
}
