package org.anfitrion.libvirt.xml;

import java.util.Optional;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.spi.support.SecureXml;
import org.w3c.dom.Element;

/** One device's element of a domain, with all that it says: what libvirt wants to be told for a device that comes or goes. */
final class DevicePart {

    private DevicePart() {}

    static Optional<String> of(String xml, DeviceKey key) {
        Element domain = SecureXml.parse("domain XML", xml).getDocumentElement();
        return Layout.children(domain).stream()
                .filter(child -> child.getTagName().equals("devices"))
                .flatMap(devices -> Layout.children(devices).stream())
                .filter(device -> is(device, key))
                .findFirst()
                .map(SecureXml::print);
    }

    private static boolean is(Element device, DeviceKey key) {
        if (key instanceof DeviceKey.Disk disk) {
            return has(device, "disk", "target", "dev", disk.target());
        }
        if (key instanceof DeviceKey.Filesystem filesystem) {
            return has(device, "filesystem", "target", "dir", filesystem.target());
        }
        return key instanceof DeviceKey.Nic nic
                && device.getTagName().equals("interface")
                && attribute(device, "mac", "address")
                        .flatMap(text -> Tolerant.value(text, MacAddress::of))
                        .filter(nic.mac()::equals)
                        .isPresent();
    }

    private static boolean has(Element device, String name, String child, String attribute, String value) {
        return device.getTagName().equals(name)
                && attribute(device, child, attribute).filter(value::equals).isPresent();
    }

    private static Optional<String> attribute(Element device, String child, String name) {
        return Layout.children(device).stream()
                .filter(element -> element.getTagName().equals(child))
                .findFirst()
                .map(element -> element.getAttribute(name));
    }
}
