package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.CpuFeaturePolicy;
import org.anfitrion.api.domain.CpuMode;
import org.anfitrion.api.domain.CpuModel;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.CpuTopology;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.IoLimits;
import org.anfitrion.api.domain.MemoryBacking;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.NumaCell;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.secret.Password;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;

/** Each part of a description is found in libvirt's own words, and changes nothing but its own words. */
class DescriptionPartsTest {

    /** As {@code virsh dumpxml --inactive --security-info} prints a guest that virt-manager and an administrator made. */
    private static final String GUEST = """
            <domain type='kvm'>
              <name>db</name>
              <uuid>c7a5fdbd-cdaf-9455-926a-d65c16db1809</uuid>
              <metadata>
                <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">
                  <libosinfo:os id="http://debian.org/debian/12"/>
                </libosinfo:libosinfo>
                <a:domain xmlns:a="https://anfitrion.org/domain/1"><a:owner>farm / m.b / 42 / 7</a:owner><a:later/></a:domain>
              </metadata>
              <memory unit='KiB'>4194304</memory>
              <currentMemory unit='KiB'>4194304</currentMemory>
              <blkiotune>
                <weight>800</weight>
                <device><path>/dev/sda</path><weight>100</weight></device>
              </blkiotune>
              <memtune>
                <hard_limit unit='KiB'>5242880</hard_limit>
                <swap_hard_limit unit='KiB'>9007199254740991</swap_hard_limit>
              </memtune>
              <memoryBacking>
                <hugepages><page size='2048' unit='KiB'/></hugepages>
                <nosharepages/>
                <locked/>
                <source type='memfd'/>
                <access mode='shared'/>
              </memoryBacking>
              <vcpu placement='static'>4</vcpu>
              <cputune>
                <shares>2048</shares>
                <period>100000</period>
                <quota>-1</quota>
                <vcpupin vcpu='0' cpuset='0-1'/>
                <vcpupin vcpu='1' cpuset='0-7,^3'/>
                <emulatorpin cpuset='3'/>
                <iothreadpin iothread='1' cpuset='5'/>
              </cputune>
              <numatune><memory mode='strict' nodeset='0-1'/><memnode cellid='0' mode='strict' nodeset='1'/></numatune>
              <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type><boot dev='hd'/></os>
              <cpu mode='custom' match='exact' check='partial'>
                <model fallback='allow'>Skylake-Server</model>
                <vendor>Intel</vendor>
                <topology sockets='2' dies='1' cores='2' threads='1'/>
                <feature policy='disable' name='vmx'/>
                <feature policy='newer' name='amx'/>
                <numa>
                  <cell id='0' cpus='0-1' memory='2097152' unit='KiB'/>
                  <cell id='1' cpus='2-3' memory='2' unit='GiB' discard='yes'/>
                </numa>
              </cpu>
              <devices>
                <disk type='volume' device='disk'>
                  <driver name='qemu' type='qcow2'/>
                  <source pool='default' volume='db.qcow2' mode='host'/>
                  <target dev='vda' bus='virtio'/>
                  <iotune><read_bytes_sec>1000</read_bytes_sec><write_iops_sec>50</write_iops_sec><group_name>g</group_name></iotune>
                </disk>
                <disk type='network' device='disk'>
                  <driver name='qemu' type='raw'/>
                  <auth username='admin'><secret type='ceph' usage='ceph'/></auth>
                  <source protocol='rbd' name='pool/image'><host name='mon1.example.org' port='6321'/></source>
                  <target dev='vdb' bus='virtio'/>
                  <iotune><total_bytes_sec>9</total_bytes_sec></iotune>
                </disk>
                <filesystem type='mount' accessmode='passthrough'>
                  <driver type='virtiofs' queue='1024'/>
                  <binary path='/usr/libexec/virtiofsd'/>
                  <source dir='/srv/data'/>
                  <target dir='data'/>
                </filesystem>
                <filesystem type='brandnew'><source thing='x'/><target dir='new'/></filesystem>
                <filesystem type='mount'><source dir='/srv/twin'/><target dir='data'/></filesystem>
                <interface type='direct'>
                  <mac address='52:54:00:00:00:01'/>
                  <source dev='eth0' mode='vepa'/>
                  <bandwidth><inbound average='1000' peak='5000' floor='200' burst='1024'/><outbound average='128'/></bandwidth>
                  <link state='down'/>
                </interface>
                <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
                <channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>
                <channel type='pty'><target type='guestfwd' address='10.0.2.1' port='4600'/></channel>
                <graphics type='vnc' port='-1' autoport='yes' listen='127.0.0.1' passwd='secret' passwdValidTo='2030-01-01T00:00:00'>
                  <listen type='address' address='127.0.0.1'/>
                </graphics>
                <graphics type='spice'><listen type='none'/></graphics>
                <graphics type='egl-headless'/>
              </devices>
            </domain>
            """;

    private static final HostFacts XEN = Hosts.host(
            "Xen",
            "x86_64",
            Map.of(),
            new HostFacts.Guest("xen", "x86_64", List.of("xen"), Optional.empty(), List.of()));

    private static final HostFacts CONTAINERS = Hosts.host(
            "LXC",
            "x86_64",
            Map.of(),
            new HostFacts.Guest("exe", "x86_64", List.of("lxc"), Optional.empty(), List.of()));

    private final LibvirtDialect dialect = new LibvirtDialect();
    private final DomainSpec guest = dialect.read(GUEST);

    @Test
    void whatAHostSaysOfAGuestIsRead() {
        assertEquals(Optional.of(new Owner("farm", "m.b", 42, 7)), guest.owner());
        assertEquals(
                Optional.of(CpuModel.named("Skylake-Server").feature("vmx", CpuFeaturePolicy.DISABLE)),
                guest.cpuModel());
        assertEquals(Optional.of(new CpuTopology(2, 1, 2, 1)), guest.cpuTopology());
        assertEquals(
                List.of(
                        new NumaCell(CpuSet.of(0, 1), DataSize.gibibytes(2), Optional.of(CpuSet.of(1))),
                        new NumaCell(CpuSet.of(2, 3), DataSize.gibibytes(2), Optional.empty())),
                guest.numa());
        assertEquals(new MemoryBacking(Optional.of(DataSize.mebibytes(2)), true, true), guest.memoryBacking());
        assertEquals(
                Tuning.NONE
                        .cpuShares(2048)
                        .cpuPeriod(Duration.ofMillis(100))
                        .pin(0, CpuSet.of(0, 1))
                        .emulatorPinning(CpuSet.of(3))
                        .memoryHardLimit(DataSize.gibibytes(5))
                        .blockWeight(800),
                guest.tuning());
        assertEquals(
                List.of(
                        new DiskSource.Volume("default", "db.qcow2"),
                        new DiskSource.Network("rbd", "mon1.example.org", OptionalInt.of(6321), "pool/image")),
                guest.disks().stream().map(DiskSpec::source).toList());
        assertEquals(
                List.of(Optional.of(new IoLimits(1000, 0, 0, 50)), Optional.empty()),
                guest.disks().stream().map(DiskSpec::limits).toList());
        assertEquals(
                List.of(
                        FilesystemSpec.directory("/srv/data", "data").driver("virtiofs"),
                        new FilesystemSpec(new FilesystemSource.Native("brandnew"), "new", false, Optional.empty())),
                guest.filesystems());
        assertEquals(
                NicSpec.of(new NicSource.HostInterface("eth0"))
                        .mac("52:54:00:00:00:01")
                        .link(false)
                        .bandwidth(new Bandwidth(1_000_000, 128_000)),
                guest.nics().get(0));
        assertEquals(List.of(ChannelSpec.guestAgent(), new ChannelSpec("com.redhat.spice.0")), guest.channels());
        assertEquals(List.of(DisplaySpec.vnc().password(Password.of("secret"))), guest.displays());
    }

    @Test
    void aChangedPartLeavesWhatElseIsSaidOfIt() {
        String edited = edit(spec -> spec.owner(new Owner("other", "m.b", 43, 0))
                .cpuModel(CpuModel.named("EPYC"))
                .tuning(Tuning.NONE.blockWeight(100).pin(1, CpuSet.of(2)))
                .memoryBacking(new MemoryBacking(Optional.empty(), true, true))
                .disks(List.of(
                        guest.disks().get(0).limits(new IoLimits(5, 0, 0, 0)),
                        guest.disks().get(1).limits(IoLimits.operationsPerSecond(7))))
                .nics(List.of(guest.nics().get(0).link(true).bandwidth(new Bandwidth(1001, 0))))
                .displays(List.of(guest.displays().get(0).port(5901))));

        for (String kept : List.of(
                "debian.org/debian/12",
                "<a:later/>",
                "<path>/dev/sda</path>",
                "<nosharepages/>",
                "<iothreadpin",
                "<vendor>Intel</vendor>",
                "name=\"amx\"",
                "<shares>2048</shares>",
                "<group_name>g</group_name>",
                "peak=\"5000\"",
                "passwdValidTo",
                "passwd=\"secret\"",
                "queue=\"1024\"",
                "egl-headless",
                "<memory mode=\"strict\"")) {
            assertTrue(edited.contains(kept), () -> kept + " is not in " + edited);
        }
        for (String gone :
                List.of("name=\"vmx\"", "<hugepages>", "total_bytes_sec", "<outbound", "port=\"-1\"", "^3")) {
            assertFalse(edited.contains(gone), () -> gone + " is in " + edited);
        }
        for (String written : List.of("average=\"2\"", "<a:owner>other / m.b / 43 / 0</a:owner>", "state=\"up\"")) {
            assertTrue(edited.contains(written), () -> written + " is not in " + edited);
        }
    }

    @Test
    void aPasswordIsNotToldInAChange() {
        DomainSpec wanted = guest.toBuilder()
                .displays(List.of(guest.displays().get(0).password(Password.of("geheim"))))
                .build();

        assertEquals(
                List.of("display vnc: password: changed"),
                dialect.edit(GUEST, guest, wanted, Hosts.ASSISTING).changes());
    }

    @Test
    void limitsAreTakenAwayByNone() {
        String edited = edit(spec -> spec.disks(guest.disks().stream()
                        .map(disk -> disk.limits(IoLimits.NONE))
                        .toList())
                .nics(List.of(guest.nics().get(0).bandwidth(Bandwidth.UNLIMITED))));

        assertFalse(edited.contains("_sec>"), edited);
        assertFalse(edited.contains("<bandwidth>"), edited);
    }

    @Test
    void fewerCpusThanTheLayoutHasPlacesLeaveNoLayoutBehind() {
        DomainSpec flat = dialect.read(dialect.newDomain(
                plain().cpus(4).cpuTopology(new CpuTopology(1, 1, 4, 1)).build(), Hosts.ASSISTING));
        String xml = dialect.newDomain(flat, Hosts.ASSISTING);
        DomainSpec smaller = DomainSpec.named(flat.name())
                .guestType(GuestType.HARDWARE_ASSISTED)
                .memory(flat.memory())
                .cpus(2)
                .build();

        assertFalse(dialect.edit(xml, flat, smaller, Hosts.ASSISTING).xml().contains("<topology"));
    }

    @Test
    void nodesThatADescriptionCannotSayAreNotOverruledByIt() {
        String odd = GUEST.replace("cpus='2-3' ", "");
        DomainSpec base = dialect.read(odd);
        assertEquals(List.of(), base.numa());

        assertThrows(
                UnsupportedCapabilityException.class,
                () -> dialect.edit(
                        odd,
                        base,
                        base.toBuilder().memory(DataSize.gibibytes(8)).build(),
                        Hosts.ASSISTING));
    }

    @Test
    void aLayoutThatDoesNotAddUpIsNoLayoutOfTheDescription() {
        assertEquals(
                Optional.empty(),
                dialect.read(GUEST.replace("sockets='2'", "sockets='3'")).cpuTopology());
        assertEquals(
                Optional.empty(),
                dialect.read(GUEST.replace("sockets='2'", "sockets='0'")).cpuTopology());
    }

    @Test
    void aPinnedCpuIsOneOfTheDomains() {
        DomainSpec wanted =
                guest.toBuilder().tuning(Tuning.NONE.pin(4, CpuSet.of(0))).build();

        assertThrows(InvalidSpecException.class, () -> dialect.edit(GUEST, guest, wanted, Hosts.ASSISTING));
    }

    @Test
    void whatAMachineCannotHaveIsRefusedInPlainWords() {
        refused(
                "virtiofs maps the guest's memory",
                plain().filesystem(FilesystemSpec.directory("/srv", "srv").driver("virtiofs")));
        refused("paravirtual", plain().boot(Boot.loader("pygrub")));
        refused("container", plain().boot(Boot.init("/sbin/init")));
        refused("process limit", plain().tuning(Tuning.NONE.processLimit(5)));
        refused("no such", plain().nic(NicSpec.unconnected()));
        refused("no such", plain().nic(NicSpec.of(new NicSource.Internal("lan"))));
        refused("does not limit", plain().nic(NicSpec.userMode().bandwidth(new Bandwidth(1, 1))));
        refused(
                "options",
                plain().filesystem(new FilesystemSpec(
                        new FilesystemSource.Template("debian", Map.of("release", "12")),
                        "/",
                        false,
                        Optional.empty())));
        refused(
                "native",
                plain().filesystem(
                                new FilesystemSpec(new FilesystemSource.Native("file"), "x", false, Optional.empty())));
        refused(
                "display",
                plain().display(new DisplaySpec(
                        new DisplayProtocol("hologram"), "", OptionalInt.empty(), Optional.empty())));
        refused("KiB", plain().memoryBacking(new MemoryBacking(Optional.of(DataSize.bytes(5)), false, false)));
    }

    @Test
    void aParavirtualGuestHasALoaderOfItsHost() {
        DomainSpec spec = plain().boot(new Boot.Loader("pygrub", "--debug")).build();
        String xml = dialect.newDomain(spec, XEN);
        DomainSpec base = dialect.read(xml);
        assertEquals(spec.boot(), base.boot());

        DomainSpec kernel = base.toBuilder().boot(Boot.kernel("/k")).build();
        String edited = dialect.edit(xml, base, kernel, XEN).xml();

        assertEquals(kernel.boot(), dialect.read(edited).boot());
        assertFalse(edited.contains("bootloader"), edited);
    }

    @Test
    void aContainerHasAFirstProcessAndARootOfItsOwn() {
        DomainSpec spec = plain().boot(Boot.init("/bin/sh", "-c", "sleep 1 && echo <done>"))
                .filesystem(FilesystemSpec.directory("/srv/root", "/"))
                .filesystem(new FilesystemSpec(
                        new FilesystemSource.Image("/srv/i.qcow2", DiskFormat.QCOW2), "/i", true, Optional.of("nbd")))
                .filesystem(new FilesystemSpec(
                        new FilesystemSource.Temporary(DataSize.mebibytes(8)), "/tmp", false, Optional.empty()))
                .build();
        String xml = dialect.newDomain(spec, CONTAINERS);
        DomainSpec base = dialect.read(xml);

        assertEquals(spec.boot(), base.boot());
        assertEquals(spec.filesystems(), base.filesystems());
        DomainSpec other = base.toBuilder().boot(Boot.init("/sbin/init")).build();
        assertFalse(dialect.edit(xml, base, other, CONTAINERS).xml().contains("initarg"));
    }

    @Test
    void aProcessorIsTheHostsOrHasAName() {
        for (CpuMode mode : List.of(CpuMode.HOST_MODEL, CpuMode.HOST_PASSTHROUGH, CpuMode.MAXIMUM)) {
            String edited = edit(spec -> spec.cpuModel(new CpuModel(mode, Optional.empty(), Map.of())));

            assertEquals(mode, dialect.read(edited).cpuModel().orElseThrow().mode());
            assertFalse(edited.contains("<model") || edited.contains("match=") || edited.contains("check="), edited);
        }
    }

    private String edit(UnaryOperator<DomainSpecBuilder> change) {
        DomainSpec wanted = change.apply(guest.toBuilder()).build();
        return dialect.edit(GUEST, guest, wanted, Hosts.ASSISTING).xml();
    }

    private static DomainSpecBuilder plain() {
        return DomainSpec.named("plain").memory(DataSize.mebibytes(64));
    }

    private void refused(String why, DomainSpecBuilder spec) {
        UnsupportedCapabilityException refusal = assertThrows(
                UnsupportedCapabilityException.class, () -> dialect.newDomain(spec.build(), Hosts.ASSISTING));
        assertTrue(refusal.getMessage().contains(why), refusal::getMessage);
    }
}
