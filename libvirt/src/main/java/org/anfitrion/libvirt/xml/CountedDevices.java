package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import org.anfitrion.spi.support.SecureXml;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

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
        List<String> drives = new ArrayList<>();
        List<String> cards = new ArrayList<>();
        for (Element devices : children(SecureXml.parse("domain XML", liveXml).getDocumentElement(), "devices")) {
            children(devices, "disk").forEach(disk -> targets(disk, drives));
            children(devices, "interface").forEach(card -> targets(card, cards));
        }
        return new CountedDevices(drives, cards);
    }

    private static void targets(Element device, List<String> names) {
        for (Element target : children(device, "target")) {
            String name = target.getAttribute("dev");
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
