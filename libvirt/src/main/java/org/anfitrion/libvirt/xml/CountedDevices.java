package org.anfitrion.libvirt.xml;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.anfitrion.libvirt.xml.domain.DiskTarget;
import org.anfitrion.libvirt.xml.domain.DomainDevices;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.InterfaceTarget;

/**
 * The devices of a running domain that a backend counts by their names.
 *
 * @param drives the targets of its drives
 * @param cards the interfaces of its cards on the host; a card that has none is not counted
 */
public record CountedDevices(List<String> drives, List<String> cards) {

    /**
     * Keeps the lists from changing.
     *
     * @param drives the targets of its drives
     * @param cards the interfaces of its cards on the host; a card that has none is not counted
     */
    public CountedDevices {
        drives = List.copyOf(drives);
        cards = List.copyOf(cards);
    }

    /**
     * Finds them in a configuration.
     *
     * @param liveXml of the running domain
     * @return the devices, in their order
     */
    public static CountedDevices of(String liveXml) {
        Optional<DomainDevices> devices =
                LibvirtXml.parse(DomainElement::new, "domain XML", liveXml).devices();
        return new CountedDevices(
                names(devices.map(DomainDevices::disks).orElse(List.of()), disk -> disk.target()
                        .flatMap(DiskTarget::dev)),
                names(devices.map(DomainDevices::interfaces).orElse(List.of()), card -> card.target()
                        .flatMap(InterfaceTarget::dev)));
    }

    private static <D> List<String> names(List<D> devices, Function<D, Optional<String>> name) {
        return devices.stream()
                .map(name)
                .flatMap(Optional::stream)
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
