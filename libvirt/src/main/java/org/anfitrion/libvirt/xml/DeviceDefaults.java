package org.anfitrion.libvirt.xml;

import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.NicModel;

/**
 * What devices get whose description leaves it open.
 *
 * @param disk the bus of hard disks
 * @param cdrom the bus of CD-ROM drives
 * @param nic the model of network cards; empty leaves it to libvirt
 * @param diskDriver the part of the hypervisor that reads images, {@code driver name} in the XML; empty leaves it to
 *     libvirt
 */
public record DeviceDefaults(DiskBus disk, DiskBus cdrom, Optional<NicModel> nic, Optional<String> diskDriver) {

    /**
     * Checks that nothing is missing.
     *
     * @param disk the bus of hard disks
     * @param cdrom the bus of CD-ROM drives
     * @param nic the model of network cards; empty leaves it to libvirt
     * @param diskDriver the part of the hypervisor that reads images, {@code driver name} in the XML; empty leaves it to libvirt
     */
    public DeviceDefaults {
        Objects.requireNonNull(disk, "disk");
        Objects.requireNonNull(cdrom, "cdrom");
        Objects.requireNonNull(nic, "nic");
        Objects.requireNonNull(diskDriver, "diskDriver");
    }

    /**
     * Returns the bus of a kind of drive.
     *
     * @param device the kind
     * @return its usual bus
     */
    public DiskBus bus(DiskDevice device) {
        return switch (device) {
            case DISK -> disk;
            case CDROM -> cdrom;
            case FLOPPY -> DiskBus.FLOPPY;
        };
    }
}
