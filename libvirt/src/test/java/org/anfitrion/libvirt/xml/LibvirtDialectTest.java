package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.Memory;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;

class LibvirtDialectTest {

    private final LibvirtDialect dialect = new LibvirtDialect();
    private final DomainSpec web = DomainSpec.named("web")
            .memory(DataSize.mebibytes(128))
            .disk(DiskSpec.file("/srv/web.qcow2"))
            .disk(DiskSpec.emptyCdrom())
            .nic(NicSpec.userMode().mac("52:54:00:12:34:56"))
            .console(ConsoleSpec.serial())
            .build();

    @Test
    void aNewDomainIsRunByWhatWorksFastest() {
        assertEquals(
                Optional.of(GuestType.HARDWARE_ASSISTED),
                read(web, Hosts.ASSISTING).guestType());
        assertEquals(Optional.of(GuestType.EMULATED), read(web, Hosts.EMULATING).guestType());
    }

    @Test
    void helpOfTheProcessorIsRefusedWhereThereIsNoneWithTheReason() {
        DomainSpec fast = web.toBuilder().guestType(GuestType.HARDWARE_ASSISTED).build();

        var refusal =
                assertThrows(UnsupportedCapabilityException.class, () -> dialect.newDomain(fast, Hosts.EMULATING));

        assertTrue(refusal.getMessage().contains("neither vmx nor svm"), refusal::getMessage);
    }

    @Test
    void aContainerIsRefusedByAHostOfMachines() {
        DomainSpec container =
                web.toBuilder().guestType(GuestType.OPERATING_SYSTEM).build();

        assertThrows(UnsupportedCapabilityException.class, () -> dialect.newDomain(container, Hosts.ASSISTING));
    }

    @Test
    void drivesGetTheFirstFreeNameOnTheirBus() {
        DomainSpec spec = web.toBuilder()
                .disk(DiskSpec.file("/b").target("vdb"))
                .disk(DiskSpec.file("/c"))
                .build();

        assertEquals(
                List.of("vda", "sda", "vdb", "vdc"),
                read(spec, Hosts.TEST).disks().stream()
                        .map(disk -> disk.target().orElseThrow())
                        .toList());
    }

    @Test
    void aDrivesNameSaysItsBus() {
        DomainSpec spec = DomainSpec.named("x")
                .disk(DiskSpec.file("/a").target("hda"))
                .disk(DiskSpec.file("/b").target("xvda"))
                .disk(DiskSpec.file("/c").target("sdq"))
                .disk(DiskSpec.file("/d").target("ubda"))
                .build();

        assertEquals(
                List.of("ide", "xen", "scsi", "virtio"),
                read(spec, Hosts.TEST).disks().stream()
                        .map(disk -> disk.bus().orElseThrow().name())
                        .toList());
    }

    @Test
    void whatLibvirtTakesForNoNameOrSerialNumberIsRefused() {
        for (DiskSpec disk : List.of(
                DiskSpec.file("/a").target("nothing1"),
                DiskSpec.file("/a").serial("a,b"),
                DiskSpec.file("/a").serial("漢"))) {
            DomainSpec spec = DomainSpec.named("x").disk(disk).build();
            InvalidSpecException refused =
                    assertThrows(InvalidSpecException.class, () -> read(spec, Hosts.TEST), disk::toString);
            assertTrue(refused.getMessage().contains("disk"), refused::getMessage);
        }
    }

    @Test
    void aFormatAndABusThatNobodyKnowsYetAreKept() {
        String xml = """
                <domain type="test"><name>x</name><memory>1</memory><os><type>hvm</type></os><devices><disk type="file">
                <driver type="luks2"/><source file="/a"/><target dev="vda" bus="nvme"/></disk></devices></domain>""";
        DiskSpec disk = dialect.read(xml).disks().get(0);
        assertEquals("luks2", disk.format().name());
        assertEquals(Optional.of(new DiskBus("nvme")), disk.bus());
    }

    @Test
    void theTwentySeventhDriveHasTwoLetters() {
        DomainSpecBuilder many = DomainSpec.named("many");
        for (int i = 0; i < 703; i++) {
            many.disk(DiskSpec.file("/" + i));
        }

        List<DiskSpec> disks = read(many.build(), Hosts.TEST).disks();

        assertEquals(Optional.of("vdz"), disks.get(25).target());
        assertEquals(Optional.of("vdaa"), disks.get(26).target());
        assertEquals(Optional.of("vdzz"), disks.get(701).target());
        assertEquals(Optional.of("vdaaa"), disks.get(702).target());
    }

    @Test
    void changesAreToldOneLineEach() {
        String xml = dialect.newDomain(web, Hosts.TEST);
        DomainSpec base = dialect.read(xml);
        DomainSpec wanted = base.toBuilder()
                .title("Web server")
                .memory(DataSize.mebibytes(256))
                .cpus(2)
                .boot(Boot.kernel("/k").commandLine("quiet"))
                .disks(List.of(base.disks().get(1).source(new DiskSource.File("/a.iso")), DiskSpec.file("/new")))
                .nics(List.of())
                .consoles(List.of())
                .build();

        assertEquals(
                List.of(
                        "title: none -> 'Web server'",
                        "memory: 128 MiB -> 256 MiB",
                        "CPUs: 1 -> 2",
                        "boot: BIOS from [disk] -> kernel /k, 'quiet'",
                        "disk sda: source: empty -> /a.iso",
                        "disk vda: removed",
                        "disk vdb: added /new",
                        "NIC 52:54:00:12:34:56: removed",
                        "console 0: removed"),
                dialect.edit(xml, base, wanted, Hosts.TEST).changes());
    }

    @Test
    void anUpdateWithoutADifferenceReturnsTheVeryText() {
        String xml = "<domain  type='test'><name>x</name>\n<!-- -->\t</domain>\n";
        DomainSpec base = dialect.read(xml);

        var edited = dialect.edit(xml, base, base, Hosts.TEST);

        assertEquals(List.of(), edited.changes());
        assertEquals(xml, edited.xml());
    }

    @Test
    void whatAGuestHasOfItsMemoryChangesWithoutTheMost() {
        String xml = "<domain type='test'><name>x</name><memory unit='GiB'>2</memory></domain>";
        DomainSpec base = dialect.read(xml);
        DataSize most = base.memory().maximum();

        String less = dialect.edit(
                        xml,
                        base,
                        base.toBuilder()
                                .memory(new Memory(DataSize.gibibytes(1), most))
                                .build(),
                        Hosts.TEST)
                .xml();

        assertTrue(less.contains("<memory unit=\"GiB\">2</memory>"), less);
        assertEquals(new Memory(DataSize.gibibytes(1), most), dialect.read(less).memory());
    }

    @Test
    void whatXmlCannotKeepIsNoDifference() {
        DomainSpec spec =
                web.toBuilder().title("").description("one\r\ntwo\rthree").build();
        String xml = dialect.newDomain(spec, Hosts.TEST);
        DomainSpec base = dialect.read(xml);

        assertEquals(Optional.empty(), base.title());
        assertEquals(Optional.of("one\ntwo\nthree"), base.description());
        assertEquals(List.of(), dialect.edit(xml, base, spec, Hosts.TEST).changes());
    }

    @Test
    void anUpdateCannotChangeNameOrUuid() {
        UUID uuid = UUID.fromString("c7a5fdbd-cdaf-9455-926a-d65c16db1809");
        String xml = dialect.newDomain(web.toBuilder().uuid(uuid).build(), Hosts.TEST);
        DomainSpec base = dialect.read(xml);

        assertThrows(
                InvalidSpecException.class,
                () -> dialect.edit(xml, base, base.toBuilder().name("other").build(), Hosts.TEST));
        assertThrows(
                InvalidSpecException.class,
                () -> dialect.edit(
                        xml, base, base.toBuilder().uuid(new UUID(1, 2)).build(), Hosts.TEST));
    }

    @Test
    void whatOnlyTheNativeConfigurationCanSayCannotBeAskedFor() {
        List<DomainSpec> specs = List.of(
                web.toBuilder().boot(new Boot.Native("bootloader")).build(),
                web.toBuilder()
                        .disk(DiskSpec.file("/x").source(new DiskSource.Native("network")))
                        .build(),
                web.toBuilder().nic(NicSpec.of(new NicSource.Native("vdpa"))).build(),
                web.toBuilder()
                        .console(new ConsoleSpec(ConsoleSpec.Type.NATIVE))
                        .build());

        for (DomainSpec spec : specs) {
            assertThrows(
                    UnsupportedCapabilityException.class, () -> dialect.newDomain(spec, Hosts.TEST), spec::toString);
        }
    }

    @Test
    void nativeDevicesAreReadAsSuchAndStayThroughAnUpdate() {
        String xml = """
                <domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
                  <name>odd</name>
                  <memory>131072</memory>
                  <os><type>hvm</type></os>
                  <devices>
                    <disk type='network'>
                      <source protocol='rbd' name='pool/image'><host name='ceph'/><host name='other'/></source>
                      <target dev='vda' bus='virtio'/>
                    </disk>
                    <interface type='udp'><source address='127.0.0.1' port='11115'/><mac address='52:54:00:00:00:01'/></interface>
                    <console type='pty'><target type='sclp'/></console>
                  </devices>
                  <qemu:commandline><qemu:arg value='-foo'/></qemu:commandline>
                </domain>
                """;
        DomainSpec base = dialect.read(xml);
        assertEquals(new DiskSource.Native("network"), base.disks().get(0).source());
        assertEquals(new NicSource.Native("udp"), base.nics().get(0).source());
        assertEquals(ConsoleSpec.Type.NATIVE, base.consoles().get(0).type());

        String edited = dialect.edit(xml, base, base.toBuilder().cpus(4).build(), Hosts.TEST)
                .xml();

        assertEquals(base.toBuilder().cpus(4).build(), dialect.read(edited));
        assertTrue(edited.contains("<host name=\"ceph\"/>"), edited);
        assertTrue(edited.contains("port=\"11115\""), edited);
        assertTrue(edited.contains("<qemu:commandline><qemu:arg value=\"-foo\"/></qemu:commandline>"), edited);
    }

    @Test
    void anotherKindOfSourceDoesNotInheritTheOldOnesSettings() {
        String xml = """
                <domain type='kvm'><name>x</name><devices>
                  <disk type='network'>
                    <source protocol='rbd' name='pool/image'><host name='ceph'/></source>
                    <target dev='vda' bus='virtio'/>
                  </disk>
                </devices></domain>
                """;
        DomainSpec base = dialect.read(xml);
        DiskSpec local = base.disks().get(0).source(new DiskSource.File("/a"));

        String edited = dialect.edit(
                        xml, base, base.toBuilder().disks(List.of(local)).build(), Hosts.TEST)
                .xml();

        assertTrue(edited.contains("<source file=\"/a\"/>"), edited);
        assertFalse(edited.contains("ceph"), edited);
    }

    @Test
    void whatOurTypesRefuseIsReadAllTheSame() {
        String xml = """
                <domain type='brandnew'>
                  <name>../&lt;odd&gt;</name>
                  <uuid>not one</uuid>
                  <title>two
                lines</title>
                  <memory unit='lightyears'>7</memory>
                  <vcpu current='-3'>900000</vcpu>
                  <os><type>mainframe</type><boot dev='tape'/><boot dev='hd'/><boot dev='hd'/></os>
                  <devices>
                    <disk type='file' device='holodeck'>
                      <driver type='a format'/><source file='relative'/><target dev='a b' bus='€'/>
                    </disk>
                    <disk type='file'><source file='/a'/><target dev='vda'/></disk>
                    <disk type='file'><source file='/b'/><target dev='vda'/></disk>
                    <disk/>
                    <interface type='user'><mac address='ff:ff:ff:ff:ff:ff'/></interface>
                    <interface type='user'><mac address='52:54:00:00:00:01'/></interface>
                    <interface type='user'><mac address='52:54:00:00:00:01'/></interface>
                    <interface><model type='a b'/></interface>
                    <console/>
                  </devices>
                </domain>
                """;

        DomainSpec read = dialect.read(xml);

        assertEquals("../<odd>", read.name());
        assertEquals(Optional.of("two lines"), read.title());
        assertEquals(4, read.disks().size());
        assertEquals(new DiskSource.Native("file"), read.disks().get(0).source());
        assertEquals(4, read.nics().size());
        assertEquals(Optional.of(Boot.bios()), read.boot());
        assertEquals(
                "relative",
                dialect.edit(xml, read, read.toBuilder().title("t").build(), Hosts.TEST)
                        .xml()
                        .replaceAll("(?s).*file=\"(relative)\".*", "$1"));
    }

    @Test
    void twinsWithoutAKeyAreTwoDevices() {
        String xml = """
                <domain type='kvm'><name>x</name><devices>
                  <interface type='direct'><mac address='52:54:00:00:00:01'/><source dev='eth0'/></interface>
                  <interface type='direct'><mac address='52:54:00:00:00:01'/><source dev='eth1'/></interface>
                  <interface type='direct'><mac address='52:54:00:00:00:01'/><source dev='eth2'/></interface>
                </devices></domain>
                """;
        DomainSpec base = dialect.read(xml);

        String edited = dialect.edit(
                        xml,
                        base,
                        base.toBuilder().nics(base.nics().subList(0, 1)).build(),
                        Hosts.TEST)
                .xml();

        assertTrue(edited.contains("eth0") && !edited.contains("eth1") && !edited.contains("eth2"), edited);
    }

    @Test
    void aDeviceThatIsNotThereAnyMoreIsAConflict() {
        String xml = dialect.newDomain(web, Hosts.TEST);
        DomainSpec base = dialect.read(xml);
        DomainSpec more =
                base.toBuilder().disk(DiskSpec.file("/x").target("vdx")).build();

        assertThrows(ConflictException.class, () -> dialect.edit(xml, more, base, Hosts.TEST));
    }

    @Test
    void theConsolesOfARunningDomainAreOpenedByTheirAliases() {
        String live = """
                <domain type='qemu' id='1'><name>x</name><os><type>hvm</type></os><devices>
                  <serial type='pty'><source path='/dev/pts/3'/><target type='isa-serial' port='0'/><alias name='serial0'/></serial>
                  <serial type='file'><source path='/log'/><target type='isa-serial' port='1'/><alias name='serial1'/></serial>
                  <console type='pty' tty='/dev/pts/3'><target type='serial' port='0'/><alias name='serial0'/></console>
                  <console type='pty' tty='/dev/pts/4'><target type='virtio' port='1'/><alias name='console1'/></console>
                </devices></domain>
                """;

        assertEquals(
                List.of(Optional.of("serial0"), Optional.empty(), Optional.of("console1")),
                dialect.consoleAliases(live));
        assertEquals(3, dialect.read(live).consoles().size());
    }

    @Test
    void whatMovesByItselfIsNoChangeOfTheConfiguration() {
        String first = "<domain id='1'>\n <name>x</name> <devices><channel><target state='connected'/></channel>"
                + "<disk><target dev='sda' tray='open'/><mirror job='copy'/></disk></devices></domain>";
        String second =
                "<domain id='2'><name>x</name><!-- c --><devices><channel><target state='disconnected'/></channel>"
                        + "<disk><target tray='closed' dev='sda'/></disk>\n</devices></domain>";

        assertEquals(dialect.comparable(first), dialect.comparable(second));
        assertNotEquals(dialect.comparable(first), dialect.comparable(first.replace("sda", "sdb")));
    }

    private DomainSpec read(DomainSpec spec, org.anfitrion.libvirt.xml.HostFacts host) {
        return dialect.read(dialect.newDomain(spec, host));
    }

    @Test
    void anotherKindOfDocumentIsNoDomain() {
        LibvirtDialect dialect = new LibvirtDialect();

        assertThrows(InvalidSpecException.class, () -> dialect.read("<network><name>default</name></network>"));
        assertThrows(InvalidSpecException.class, () -> dialect.identify("<domain type='test'/>"));
    }
}
