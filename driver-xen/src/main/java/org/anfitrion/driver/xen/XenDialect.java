package org.anfitrion.driver.xen;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.libvirt.xml.DeviceDefaults;
import org.anfitrion.libvirt.xml.HostFacts;
import org.anfitrion.libvirt.xml.LibvirtDialect;
import org.anfitrion.libvirt.xml.domain.DiskDriver;
import org.anfitrion.libvirt.xml.domain.DomainClock;
import org.anfitrion.libvirt.xml.domain.DomainDevices;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainOs;
import org.anfitrion.libvirt.xml.domain.FeaturesApic;
import org.anfitrion.libvirt.xml.domain.OsType;

/** libvirt's XML for Xen's guests. Source: "Xen hypervisor driver" in libvirt's documentation. */
final class XenDialect extends LibvirtDialect {

    /** Domain-0, which is the host itself: it is in every list, always with this UUID. */
    private static final UUID HOST = new UUID(0, 0);

    @Override
    protected List<HostFacts.Guest> candidates(DomainSpec spec, HostFacts host) {
        List<HostFacts.Guest> able = host.guests().stream()
                .filter(guest -> Family.of(guest.osType()).starts(spec.boot()))
                .toList();
        // A kernel can start in a PC too, slower: that is for hosts older than PVH.
        return spec.boot().filter(Boot.Kernel.class::isInstance).isPresent()
                        && able.stream().anyMatch(XenDialect::isPvh)
                ? able.stream()
                        .filter(guest -> Family.of(guest.osType()) != Family.HVM)
                        .toList()
                : able;
    }

    private static boolean isPvh(HostFacts.Guest guest) {
        return Family.of(guest.osType()) == Family.PVH;
    }

    @Override
    protected void furnish(DomainElement domain, DomainSpec spec, HostFacts.Guest guest, HostFacts host) {
        Family family = Family.of(guest.osType());
        domain.osOrNew().typeOrNew().setMachine(new OsType.Machine(family.machine()));
        domain.clockOrNew().setOffset(DomainClock.Offset.UTC);
        domain.setOnPoweroff(DomainElement.OnPoweroff.DESTROY)
                .setOnReboot(DomainElement.OnReboot.RESTART)
                .setOnCrash(DomainElement.OnCrash.DESTROY);
        if (family == Family.HVM) {
            domain.featuresOrNew().setAcpi(true).setApic(new FeaturesApic());
        }
    }

    private static Family family(DomainElement domain) {
        return domain.os()
                .flatMap(DomainOs::type)
                .flatMap(OsType::value)
                .map(type -> Family.of(type.text().strip()))
                .orElse(Family.HVM);
    }

    /**
     * Raw images are left to libxl, which gives them to Dom0's kernel if it can: only of those drives it counts what they do.
     * It would take any other image for a raw one if nobody named who reads it.
     */
    @Override
    protected void settle(Optional<DomainSpec> base, DomainSpec wanted, DomainElement domain) {
        domain.devices().map(DomainDevices::disks).orElse(List.of()).stream()
                .flatMap(disk -> disk.driver().stream())
                .filter(driver -> driver.name().isEmpty())
                .filter(driver -> driver.type()
                        .filter(type -> !type.equals(DiskDriver.Type.RAW))
                        .isPresent())
                .forEach(driver -> driver.setName("qemu"));
    }

    @Override
    protected Optional<String> refusal(Optional<DomainSpec> base, DomainSpec wanted, DomainElement domain) {
        return XenRefusals.of(base, wanted, family(domain));
    }

    @Override
    public Optional<String> fixed(DeviceSpec device) {
        return device instanceof DiskSpec disk && disk.device() == DiskDevice.DISK
                ? disk.bus()
                        .filter(bus -> !bus.equals(DiskBus.XEN))
                        .map(bus -> "Xen plugs no drive into or out of the bus " + bus
                                + " while a machine runs; xen can be")
                : Optional.empty();
    }

    @Override
    public Optional<String> ownOfHost(UUID domain) {
        return domain.equals(HOST)
                ? Optional.of("it is Domain-0, the host itself, which is not managed as its guests are")
                : Optional.empty();
    }

    @Override
    protected DeviceDefaults deviceDefaults(DomainElement domain, HostFacts host) {
        return family(domain).defaults();
    }
}
