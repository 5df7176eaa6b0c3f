package org.anfitrion.driver.xen;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.libvirt.xml.DeviceDefaults;

/**
 * Xen's families of guests, and what follows from each. Source: xl.cfg(5), {@code libxl_conf.c} of libvirt 9.0.
 */
enum Family {
    /** A kernel that knows Xen, on any processor. */
    PV("xen", "xenpv"),
    /** A kernel that knows Xen, on a processor that helps: no device model. */
    PVH("xenpvh", "xenpvh"),
    /** A whole PC, with firmware and a device model. */
    HVM("hvm", "xenfv");

    private static final DeviceDefaults KNOWING_XEN =
            new DeviceDefaults(DiskBus.XEN, DiskBus.XEN, Optional.empty(), Optional.empty());

    /** A firmware starts from IDE only; a guest with drivers for Xen sees the same drive as {@code xvda} later. */
    private static final DeviceDefaults PC =
            new DeviceDefaults(DiskBus.IDE, DiskBus.IDE, Optional.of(NicModel.E1000), Optional.empty());

    private static final Set<DiskBus> PC_BUSES =
            Set.of(DiskBus.XEN, DiskBus.IDE, DiskBus.SCSI, DiskBus.SATA, DiskBus.FLOPPY);

    private final String osType;
    private final String machine;

    Family(String osType, String machine) {
        this.osType = osType;
        this.machine = machine;
    }

    String machine() {
        return machine;
    }

    DeviceDefaults defaults() {
        return this == HVM ? PC : KNOWING_XEN;
    }

    /** Whether such a guest has drives on a bus. */
    boolean has(DiskBus bus) {
        return this == HVM ? PC_BUSES.contains(bus) : bus.equals(DiskBus.XEN);
    }

    /** Whether a guest that is described so can be of this family; what is left open is PV's loader, or a firmware. */
    boolean starts(Optional<Boot> boot) {
        return switch (this) {
            case PV -> boot.map(GuestType.PARAVIRTUAL::startsBy).orElse(true);
            case PVH -> boot.filter(Boot.Kernel.class::isInstance).isPresent();
            case HVM -> boot.map(GuestType.HARDWARE_ASSISTED::startsBy).orElse(true);
        };
    }

    /** By libvirt's word for the kind of system; PV has two, of which it prints the older one. */
    static Family of(String osType) {
        return Stream.of(values())
                .filter(family -> family.osType.equals(osType))
                .findFirst()
                .orElse(osType.equals("linux") ? PV : HVM);
    }
}
