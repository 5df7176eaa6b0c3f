package org.anfitrion.driver.xen.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.unit.DataSize;

/** Whatever is written to a file of xl.cfg(5) is read from it again. */
class XlConfigProperties {

    @Property
    void anyValueIsReadAsItWasWritten(@ForAll("values") XlValue value) {
        XlConfig written = XlConfig.empty().with("key", value);
        assertEquals(Optional.of(value), XlConfig.parse(written.print()).value("key"));
    }

    @Property
    void anyTextIsEitherRefusedOrKept(@ForAll("files") String file) {
        try {
            assertEquals(file, XlConfig.parse(file).print());
        } catch (org.anfitrion.api.error.InvalidSpecException refused) {
            // It says where; XlConfigTest looks at that.
            assertEquals(true, refused.getMessage().contains("line "));
        }
    }

    @Property(tries = 300)
    void whatADescriptionSaysIsReadFromItsFile(@ForAll("descriptions") DomainSpec spec) {
        assertEquals(
                spec,
                XlTranslation.read(XlConfig.parse(XlTranslation.write(spec).print())));
    }

    @Provide
    Arbitrary<XlValue> values() {
        Arbitrary<XlValue> texts = Arbitraries.strings().all().ofMaxLength(20).map(XlValue.Text::new);
        Arbitrary<XlValue> amounts = Arbitraries.longs().map(XlValue.Amount::new);
        Arbitrary<XlValue> plain = Arbitraries.oneOf(texts, amounts);
        return Arbitraries.oneOf(
                plain,
                plain.list().ofMaxSize(4).map(XlValue.Items::new),
                plain.list()
                        .ofMaxSize(3)
                        .<XlValue>map(XlValue.Items::new)
                        .list()
                        .ofMaxSize(3)
                        .map(XlValue.Items::new));
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of(
                        "a", "b1", " = ", "=", "+=", "[", "]", ",", "'x'", "\"y\"", "\\", "12", "-3", "#", "\n", ";",
                        " ")
                .list()
                .ofMaxSize(14)
                .map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<DomainSpec> descriptions() {
        Arbitrary<DomainSpecBuilder> plain = Combinators.combine(
                        Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(12),
                        Arbitraries.create(UUID::randomUUID),
                        Arbitraries.integers().between(1, 8),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.longs().between(4, 65_536),
                        Arbitraries.of(GuestType.PARAVIRTUAL, GuestType.HARDWARE_ASSISTED),
                        Arbitraries.of("/boot/a kernel", "/boot/\"quoted\\'", "/boot/ä,b;c#d"))
                .as((name, uuid, cpus, more, memory, type, kernel) -> DomainSpec.named(name)
                        .uuid(uuid)
                        .cpus(new CpuCount(cpus, cpus + more))
                        .memory(Memory.of(DataSize.mebibytes(memory)))
                        .guestType(type)
                        .boot(Boot.kernel(kernel).commandLine("console=hvc0 \"x\""))
                        .console(ConsoleSpec.paravirtual()));
        Arbitrary<List<DiskSpec>> disks = Arbitraries.of(
                        DiskSpec.file("/srv/a, b=c.img").bus(DiskBus.XEN).target("xvda"),
                        DiskSpec.file("/srv/b.qcow2")
                                .format(DiskFormat.QCOW2)
                                .bus(DiskBus.XEN)
                                .target("xvdb"),
                        DiskSpec.block("/dev/vg/c")
                                .bus(DiskBus.XEN)
                                .target("xvdc")
                                .asReadOnly())
                .list()
                .uniqueElements()
                .ofMaxSize(3);
        Arbitrary<List<NicSpec>> cards = Arbitraries.of(
                        NicSpec.bridge("xenbr0").mac("00:16:3e:00:00:01"), NicSpec.bridge("br1"))
                .list()
                .uniqueElements()
                .ofMaxSize(2);
        return Combinators.combine(plain, disks, cards)
                .as((spec, drives, nics) -> spec.disks(drives).nics(nics).build());
    }
}
