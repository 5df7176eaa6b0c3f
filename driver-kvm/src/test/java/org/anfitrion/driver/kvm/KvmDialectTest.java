package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.libvirt.xml.HostFacts;
import org.junit.jupiter.api.Test;

class KvmDialectTest {

    private static final String NO_HELP = "the processor shows neither vmx nor svm";

    private final KvmDialect dialect = new KvmDialect();
    private final DomainSpec web = DomainSpec.named("web")
            .boot(Boot.kernel("/boot/vmlinuz").commandLine("console=ttyS0"))
            .disk(DiskSpec.file("/srv/web.qcow2"))
            .disk(DiskSpec.emptyCdrom())
            .nic(NicSpec.userMode())
            .console(ConsoleSpec.serial())
            .build();

    @Test
    void drivesOnBusesThatCannotBePluggedSaySo() {
        KvmDialect dialect = new KvmDialect();
        for (DiskBus bus : List.of(DiskBus.IDE, DiskBus.SATA, DiskBus.FLOPPY)) {
            assertTrue(dialect.fixed(DiskSpec.file("/disk").bus(bus)).isPresent(), bus.name());
        }
        for (DiskBus bus : List.of(DiskBus.VIRTIO, DiskBus.SCSI, DiskBus.USB)) {
            assertEquals(Optional.empty(), dialect.fixed(DiskSpec.file("/disk").bus(bus)));
        }
    }

    @Test
    void aPcIsAQ35WithVirtioDevicesAndASataCdrom() {
        String xml = dialect.newDomain(web, assisting("x86_64", "pc", "q35"));
        DomainSpec read = dialect.read(xml);

        assertTrue(xml.contains("machine=\"q35\""), xml);
        assertEquals(Optional.of(DiskBus.VIRTIO), read.disks().get(0).bus());
        assertEquals(Optional.of(DiskBus.SATA), read.disks().get(1).bus());
        assertEquals(Optional.of(NicModel.VIRTIO), read.nics().get(0).model());
        assertTrue(xml.contains("<driver name=\"qemu\" type=\"qcow2\"/>"), xml);
        assertTrue(xml.contains("<acpi/>") && xml.contains("<apic/>"), xml);
        assertTrue(xml.contains("<timer name=\"rtc\" tickpolicy=\"catchup\"/>"), xml);
        assertTrue(xml.contains("<timer name=\"pit\" tickpolicy=\"delay\"/>"), xml);
        assertTrue(xml.contains("<timer name=\"hpet\" present=\"no\"/>"), xml);
        assertTrue(xml.contains("<memballoon model=\"virtio\"/>"), xml);
        assertTrue(xml.contains("<backend model=\"random\">/dev/urandom</backend>"), xml);
    }

    @Test
    void portsStayFreeForWhatIsPluggedInLater() {
        String xml = dialect.newDomain(web, assisting("x86_64", "q35"));

        int ports =
                (int) Pattern.compile("pcie-root-port").matcher(xml).results().count();
        // USB, SCSI, serial, balloon, entropy, a disk and a card have one each.
        assertEquals(7 + 6, ports);
    }

    @Test
    void anOlderQemuGetsTheOlderBoardWithAnIdeCdromAndNoPorts() {
        String xml = dialect.newDomain(web, assisting("x86_64", "pc"));

        assertEquals(Optional.of(DiskBus.IDE), dialect.read(xml).disks().get(1).bus());
        assertTrue(xml.contains("machine=\"pc\""), xml);
        assertFalse(xml.contains("pcie"), xml);
    }

    @Test
    void anArmBoardHasNeitherPcTimersNorSata() {
        String xml = dialect.newDomain(web, assisting("aarch64", "virt"));

        assertTrue(xml.contains("machine=\"virt\""), xml);
        assertFalse(xml.contains("<timer"), xml);
        assertFalse(xml.contains("<apic/>"), xml);
        assertEquals(Optional.of(DiskBus.SCSI), dialect.read(xml).disks().get(1).bus());
    }

    @Test
    void withKvmTheGuestSeesTheHostsProcessor() {
        String xml = dialect.newDomain(web, assisting("x86_64", "q35"));

        assertTrue(xml.startsWith("<domain type=\"kvm\">"), xml);
        assertTrue(xml.contains("mode=\"host-passthrough\""), xml);
        assertEquals(Optional.of(GuestType.HARDWARE_ASSISTED), dialect.read(xml).guestType());
    }

    @Test
    void withoutHelpOfTheProcessorTheGuestIsEmulatedAndItsKernelsArgumentsStayAsTheyAre() {
        String xml = dialect.newDomain(web, emulating());

        assertTrue(xml.startsWith("<domain type=\"qemu\">"), xml);
        assertFalse(xml.contains("host-passthrough"), xml);
        assertTrue(xml.contains("<cmdline>console=ttyS0</cmdline>"), xml);
        assertEquals(Optional.of(GuestType.EMULATED), dialect.read(xml).guestType());
    }

    @Test
    void askedForAllTheSameTheProcessorsHelpIsRefusedWithTheReason() {
        DomainSpec fast = web.toBuilder().guestType(GuestType.HARDWARE_ASSISTED).build();

        var refusal = assertThrows(UnsupportedCapabilityException.class, () -> dialect.newDomain(fast, emulating()));

        assertTrue(refusal.getMessage().contains(NO_HELP), refusal::getMessage);
    }

    @Test
    void emulationCanBeAskedForWhereKvmWouldWork() {
        DomainSpec slow = web.toBuilder().guestType(GuestType.EMULATED).build();

        assertTrue(dialect.newDomain(slow, assisting("x86_64", "q35")).startsWith("<domain type=\"qemu\">"));
    }

    @Test
    void aChangeOfTheGuestsTypeTakesTheProcessorWithIt() {
        HostFacts host = assisting("x86_64", "q35");
        String xml = dialect.newDomain(web, host);
        DomainSpec base = dialect.read(xml);

        var edited = dialect.edit(
                xml, base, base.toBuilder().guestType(GuestType.EMULATED).build(), host);

        assertEquals(List.of("guest type: HARDWARE_ASSISTED -> EMULATED"), edited.changes());
        assertFalse(edited.xml().contains("host-passthrough"), edited.xml());
    }

    @Test
    void uefiIsLeftToLibvirtToFind() {
        DomainSpec uefi = web.toBuilder().boot(Boot.uefi()).build();

        String xml = dialect.newDomain(uefi, assisting("x86_64", "q35"));

        assertTrue(xml.contains("<os firmware=\"efi\">"), xml);
        assertEquals(Optional.of(Boot.uefi()), dialect.read(xml).boot());
    }

    @Test
    void aCdromAddedToAnOldBoardGoesWhereThatBoardHasAPlace() {
        HostFacts host = assisting("x86_64", "pc");
        String xml = dialect.newDomain(DomainSpec.named("old").build(), host)
                .replace("machine=\"pc\"", "machine=\"pc-i440fx-2.12\"");
        DomainSpec base = dialect.read(xml);

        String edited = dialect.edit(
                        xml, base, base.toBuilder().disk(DiskSpec.emptyCdrom()).build(), host)
                .xml();

        assertEquals(Optional.of("hda"), dialect.read(edited).disks().get(0).target());
    }

    private static HostFacts assisting(String architecture, String... machines) {
        return host(architecture, Map.of(), machines);
    }

    private static HostFacts emulating() {
        return host("x86_64", Map.of("kvm", NO_HELP), "pc", "q35");
    }

    private static HostFacts host(String architecture, Map<String, String> unusable, String... machines) {
        HostFacts.Guest guest = new HostFacts.Guest(
                "hvm", architecture, List.of("qemu", "kvm"), Optional.of("/usr/bin/qemu"), List.of(machines));
        return new HostFacts("QEMU", 9_000_000, 7_002_000, architecture, List.of(guest), unusable, true, false, true);
    }
}
