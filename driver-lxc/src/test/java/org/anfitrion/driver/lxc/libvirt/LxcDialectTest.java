package org.anfitrion.driver.lxc.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.IdMap;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.libvirt.xml.HostFacts;
import org.junit.jupiter.api.Test;

class LxcDialectTest {

    /** What {@code virsh -c lxc:///system capabilities} lists; not this machine, so that no files are looked at. */
    private static final HostFacts HOST = new HostFacts(
            "LXC",
            9_000_000,
            6_001_000,
            "x86_64",
            List.of(
                    new HostFacts.Guest(
                            "exe", "x86_64", List.of("lxc"), Optional.of("/usr/lib/libvirt/libvirt_lxc"), List.of()),
                    new HostFacts.Guest(
                            "exe", "i686", List.of("lxc"), Optional.of("/usr/lib/libvirt/libvirt_lxc"), List.of())),
            Map.of(),
            false,
            false,
            true);

    private final LxcDialect dialect = new LxcDialect();
    private final DomainSpec web = DomainSpec.named("web")
            .uuid(UUID.fromString("2f1b8b3e-0000-4000-8000-000000000001"))
            .boot(Boot.init("/sbin/init"))
            .filesystem(FilesystemSpec.directory("/srv/web", "/"))
            .console(ConsoleSpec.paravirtual())
            .build();

    private DomainSpecBuilder open() {
        return DomainSpec.named(web.name()).filesystems(web.filesystems()).consoles(web.consoles());
    }

    private DomainSpec with(UnaryOperator<DomainSpecBuilder> more) {
        return more.apply(web.toBuilder()).build();
    }

    private String edited(String xml, DomainSpec wanted) {
        return dialect.edit(xml, dialect.read(xml), wanted, HOST).xml();
    }

    @Test
    void aNewContainerHasANetworkAndUsersOfItsOwn() {
        String xml = dialect.newDomain(web, HOST);
        assertTrue(xml.contains("<privnet/>"), xml);
        assertTrue(xml.contains("<uid start=\"0\" target=\"100000\" count=\"65536\"/>"), xml);
        assertTrue(xml.contains("<gid start=\"0\" target=\"100000\" count=\"65536\"/>"), xml);
    }

    @Test
    void whatWasDescribedIsReadBack() {
        DomainSpec read = dialect.read(dialect.newDomain(web, HOST));
        DomainSpec filled = web.toBuilder()
                .guestType(GuestType.OPERATING_SYSTEM)
                .idMap(IdMap.from(100_000))
                .build();
        assertEquals(filled, read);
    }

    @Test
    void anIdMapIsWrittenOnceAndReadBack() {
        IdMap.Range friend = new IdMap.Range(70_000, 1000, 1);
        for (IdMap map : List.of(IdMap.HOST, new IdMap(List.of(new IdMap.Range(0, 5, 9), friend), List.of(friend)))) {
            String xml = dialect.newDomain(with(spec -> spec.idMap(map)), HOST);
            DomainSpec read = dialect.read(xml);
            assertEquals(Optional.of(map), read.idMap());
            assertEquals(List.of(), dialect.edit(xml, read, web, HOST).changes());
            DomainSpec other = read.toBuilder().idMap(IdMap.from(300_000)).build();
            assertThrows(UnsupportedCapabilityException.class, () -> edited(xml, other));
        }
    }

    @Test
    void aDescriptionThatLeavesItOpenStartsInit() {
        DomainSpec open = DomainSpec.named("open")
                .filesystem(FilesystemSpec.directory("/srv/web", "/"))
                .build();
        DomainSpec read = dialect.read(dialect.newDomain(open, HOST));
        assertEquals(Optional.of(Boot.init("/sbin/init")), read.boot());
        assertEquals(List.of(ConsoleSpec.paravirtual()), read.consoles());
    }

    @Test
    void whatLeavesTheStartOpenChangesNothing() {
        String xml = dialect.newDomain(with(spec -> spec.boot(Boot.init("/bin/server", "-v"))), HOST);
        assertEquals(
                List.of(),
                dialect.edit(xml, dialect.read(xml), open().build(), HOST).changes());
    }

    @Test
    void whatNamesNoFirstProcessRunsLibvirtsOwnChoice() {
        String xml = dialect.newDomain(web, HOST).replaceAll("\\s*<init>[^<]*</init>", "");
        assertFalse(xml.contains("<init>"));
        assertEquals(Optional.of(Boot.init("/sbin/init")), dialect.read(xml).boot());
    }

    @Test
    void withoutItsLastCardAContainerHasANetworkOfItsOwnStill() {
        DomainSpec carded = with(spec -> spec.nic(NicSpec.bridge("br0").mac("52:54:00:12:34:56")));
        String foreign = dialect.newDomain(carded, HOST).replaceAll("\\s*<privnet/>", "");
        assertFalse(foreign.contains("privnet"));
        assertTrue(edited(
                        foreign,
                        dialect.read(foreign).toBuilder().nics(List.of()).build())
                .contains("<privnet/>"));
    }

    @Test
    void aNetworkThatIsSharedOnPurposeStaysSo() {
        String shared = dialect.newDomain(web, HOST).replaceAll("\\s*<privnet/>", "");
        String renamed =
                edited(shared, dialect.read(shared).toBuilder().title("shared").build());
        assertFalse(renamed.contains("privnet"), renamed);
    }

    @Test
    void whatItIsNotAskedForStaysInTheMapOfUsers() {
        String xml = dialect.newDomain(web, HOST).replace("100000", "300000");
        String changed =
                edited(xml, dialect.read(xml).toBuilder().title("other").build());
        assertTrue(changed.contains("<uid start=\"0\" target=\"300000\" count=\"65536\"/>"), changed);
    }

    @Test
    void whatAContainerCannotHaveIsRefused() {
        Map<String, DomainSpec> impossible = Map.ofEntries(
                Map.entry("no root", with(spec -> spec.filesystems(List.of()))),
                Map.entry("a kernel", with(spec -> spec.boot(Boot.kernel("/boot/vmlinuz")))),
                Map.entry("firmware", with(spec -> spec.boot(Boot.uefi()))),
                Map.entry("a boot loader", with(spec -> spec.boot(Boot.loader("pygrub")))),
                Map.entry("an empty argument", with(spec -> spec.boot(Boot.init("/bin/sh", "")))),
                Map.entry("a template", with(spec -> spec.filesystems(List.of(FilesystemSpec.template("debian"))))),
                Map.entry("a relative mount", with(spec -> spec.filesystem(FilesystemSpec.directory("/srv", "srv")))),
                Map.entry("an image as a disk", with(spec -> spec.disk(DiskSpec.file("/srv/a.img")))),
                Map.entry("a card in user space", with(spec -> spec.nic(NicSpec.userMode()))),
                Map.entry(
                        "a card of a model",
                        with(spec -> spec.nic(NicSpec.bridge("br0").model(NicModel.VIRTIO)))),
                Map.entry("a serial port", with(spec -> spec.consoles(List.of(ConsoleSpec.serial())))),
                Map.entry("a channel", with(spec -> spec.channel(ChannelSpec.guestAgent()))),
                Map.entry("a display", with(spec -> spec.display(DisplaySpec.vnc()))),
                Map.entry("a pinned CPU", with(spec -> spec.tuning(Tuning.NONE.pin(0, CpuSet.of(0))))),
                Map.entry("a process limit", with(spec -> spec.tuning(Tuning.NONE.processLimit(100)))),
                Map.entry(
                        "hardware",
                        open().guestType(GuestType.HARDWARE_ASSISTED).build()));
        impossible.forEach((what, spec) ->
                assertThrows(UnsupportedCapabilityException.class, () -> dialect.newDomain(spec, HOST), what));
    }

    @Test
    void itsLastConsoleIsNotTakenAway() {
        String xml = dialect.newDomain(web, HOST);
        DomainSpec mute = dialect.read(xml).toBuilder().consoles(List.of()).build();
        assertThrows(UnsupportedCapabilityException.class, () -> edited(xml, mute));
    }

    @Test
    void anInitIsAskedByTheSignalsOfInitsAndAProgramByThoseOfPrograms() {
        for (String init : List.of("/sbin/init", "/init", "/lib/systemd/systemd")) {
            var first = dialect.firstProcess(with(spec -> spec.boot(Boot.init(init))))
                    .orElseThrow();
            assertEquals(30, first.off(), init);
            assertEquals(OptionalInt.of(2), first.restart(), init);
        }
        var server = dialect.firstProcess(with(spec -> spec.boot(Boot.init("/usr/bin/initdb"))))
                .orElseThrow();
        assertEquals(15, server.off());
        assertEquals(OptionalInt.empty(), server.restart());
    }
}
