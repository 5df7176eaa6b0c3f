package org.anfitrion.driver.xen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.CpuModel;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Tuning;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.libvirt.xml.HostFacts;
import org.junit.jupiter.api.Test;

/** A description becomes the XML of the family of guests that it means. */
class XenDialectTest {

    private static final XenDialect DIALECT = new XenDialect();

    private static final HostFacts.Guest PV = guest("xen", "xenpv");
    private static final HostFacts HOST = host(PV, guest("hvm", "xenfv"), guest("xenpvh", "xenpvh"));
    private static final HostFacts OLD_PROCESSOR = host(PV);
    private static final Boot KERNEL = Boot.kernel("/boot/guest");

    private static HostFacts.Guest guest(String osType, String machine) {
        return new HostFacts.Guest(osType, "x86_64", List.of("xen"), Optional.empty(), List.of(machine));
    }

    private static HostFacts host(HostFacts.Guest... guests) {
        return new HostFacts("Xen", 9_000_000, 4_017_000, "x86_64", List.of(guests), Map.of(), false, false, true);
    }

    private static String xml(HostFacts host, UnaryOperator<DomainSpecBuilder> spec) {
        return DIALECT.newDomain(spec.apply(DomainSpec.named("web")).build(), host);
    }

    private static String machine(String xml) {
        return xml.replaceFirst("(?s).*machine=[\"']([a-z]+)[\"'].*", "$1");
    }

    @Test
    void typeAndStartTellTheFamily() {
        assertEquals("xenpv", machine(xml(HOST, spec -> spec.guestType(GuestType.PARAVIRTUAL)
                .boot(KERNEL))));
        assertEquals("xenpvh", machine(xml(HOST, spec -> spec.guestType(GuestType.HARDWARE_ASSISTED)
                .boot(KERNEL))));
        assertEquals("xenfv", machine(xml(HOST, spec -> spec.boot(Boot.bios()))));
        assertEquals("xenfv", machine(xml(HOST, spec -> spec)));
        assertEquals("xenpvh", machine(xml(HOST, spec -> spec.boot(KERNEL))), "the fastest");
        assertEquals("xenpv", machine(xml(OLD_PROCESSOR, spec -> spec.boot(KERNEL))), "all that it can");
        assertEquals("xenpv", machine(xml(HOST, spec -> spec.boot(Boot.loader("pygrub")))));
    }

    @Test
    void aMixThatCannotBeIsRefused() {
        assertThrows(
                InvalidSpecException.class,
                () -> xml(HOST, spec -> spec.guestType(GuestType.PARAVIRTUAL).boot(Boot.bios())));
        assertThrows(UnsupportedCapabilityException.class, () -> xml(OLD_PROCESSOR, spec -> spec.boot(Boot.uefi())));
    }

    @Test
    void devicesAreXensOwn() {
        String xml = xml(HOST, spec -> spec.guestType(GuestType.PARAVIRTUAL)
                .boot(KERNEL)
                .disk(DiskSpec.file("/srv/a.img"))
                .disk(DiskSpec.file("/srv/b.qcow2").format(DiskFormat.QCOW2))
                .nic(NicSpec.bridge("xenbr0"))
                .console(ConsoleSpec.paravirtual()));
        DomainSpec read = DIALECT.read(xml);
        assertEquals(
                List.of(Optional.of("xvda"), Optional.of("xvdb")),
                read.disks().stream().map(DiskSpec::target).toList());
        assertTrue(read.disks().stream().allMatch(disk -> disk.bus().equals(Optional.of(DiskBus.XEN))));
        assertEquals(List.of(ConsoleSpec.paravirtual()), read.consoles());
        assertTrue(xml.contains("\"qemu\"") || xml.contains("'qemu'"), "who reads qcow2 is named");
    }

    @Test
    void whatLibvirtWouldMakeNothingOfIsRefused() {
        List<UnaryOperator<DomainSpecBuilder>> none = List.of(
                spec -> spec.cpuModel(CpuModel.hostModel()),
                spec -> spec.disk(DiskSpec.file("/srv/a.img").bus(DiskBus.VIRTIO)),
                spec -> spec.nic(NicSpec.bridge("xenbr0").model(NicModel.E1000)),
                spec -> spec.nic(NicSpec.userMode()),
                spec -> spec.console(ConsoleSpec.serial()),
                spec -> spec.tuning(Tuning.NONE.cpuQuota(java.time.Duration.ofMillis(50))));
        for (UnaryOperator<DomainSpecBuilder> each : none) {
            assertThrows(
                    UnsupportedCapabilityException.class,
                    () -> xml(
                            HOST,
                            spec -> each.apply(
                                    spec.guestType(GuestType.PARAVIRTUAL).boot(KERNEL))));
        }
    }

    @Test
    void theHostItselfIsNoGuest() {
        assertTrue(DIALECT.ownOfHost(new UUID(0, 0)).isPresent());
        assertTrue(DIALECT.ownOfHost(UUID.randomUUID()).isEmpty());
    }
}
