package org.anfitrion.libvirt.xml;

import java.util.Optional;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.libvirt.xml.domain.DiskTarget;
import org.anfitrion.libvirt.xml.domain.DomainDevices;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.FilesystemTarget;
import org.anfitrion.libvirt.xml.domain.InterfaceMac;
import org.anfitrion.libvirt.xml.element.Element;

/** One device's element of a domain, with all that it says: what libvirt wants to be told for a device that comes or goes. */
final class DevicePart {

    private DevicePart() {}

    static Optional<String> of(DomainElement domain, DeviceKey key) {
        return domain.devices().flatMap(devices -> device(devices, key)).map(LibvirtXml::print);
    }

    private static Optional<? extends Element> device(DomainDevices devices, DeviceKey key) {
        if (key instanceof DeviceKey.Disk disk) {
            return devices.disks().stream()
                    .filter(it -> it.target().flatMap(DiskTarget::dev).equals(Optional.of(disk.target())))
                    .findFirst();
        }
        if (key instanceof DeviceKey.Filesystem filesystem) {
            return devices.filesystems().stream()
                    .filter(it -> it.target().flatMap(FilesystemTarget::dir).equals(Optional.of(filesystem.target())))
                    .findFirst();
        }
        if (key instanceof DeviceKey.Nic nic) {
            return devices.interfaces().stream()
                    .filter(it -> it.mac().flatMap(InterfaceMac::address).equals(Optional.of(nic.mac())))
                    .findFirst();
        }
        return Optional.empty();
    }
}
