package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.device.NodeDevice;
import org.anfitrion.spi.support.SecureXml;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Devices of a host in libvirt's words. What a capability says differs from kind to kind, and new kinds come with each
 * release, so it is read as it stands. Source: "Node devices XML format". Stateless and thread-safe.
 */
public final class NodeDeviceXml {

    private static final String CAPABILITY = "capability";

    private NodeDeviceXml() {}

    /**
     * Reads a device.
     *
     * @param xml its XML
     * @return the device
     */
    public static NodeDevice read(String xml) {
        Element device = SecureXml.parse("device XML", xml).getDocumentElement();
        Set<String> capabilities = new LinkedHashSet<>();
        Map<String, String> properties = new LinkedHashMap<>();
        for (Element capability : children(device, CAPABILITY)) {
            capabilities.add(capability.getAttribute("type"));
            // Some are shades of another: a card that has virtual functions, a disk that takes other media.
            children(capability, CAPABILITY).forEach(shade -> capabilities.add(shade.getAttribute("type")));
            properties(capability, properties);
        }
        return new NodeDevice(
                text(device, "name").orElse(""),
                text(device, "parent"),
                capabilities,
                text(device, "path"),
                children(device, "driver").stream().findFirst().flatMap(driver -> text(driver, "name")),
                properties,
                xml);
    }

    /** Values stand in elements, or in an attribute where the text is a name for people. */
    private static void properties(Element capability, Map<String, String> properties) {
        for (Element element : children(capability)) {
            String name = element.getTagName();
            String text = element.getTextContent().strip();
            if (element.hasAttribute("id")) {
                properties.putIfAbsent(name, element.getAttribute("id"));
            } else if (children(element).isEmpty() && !text.isEmpty()) {
                properties.putIfAbsent(name, text);
            }
        }
        if (capability.getAttribute("type").equals("pci")) {
            address(properties).ifPresent(address -> properties.put("address", address));
        }
    }

    /** As lspci writes it. */
    private static Optional<String> address(Map<String, String> properties) {
        int[] parts = new int[4];
        List<String> names = List.of("domain", "bus", "slot", "function");
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Tolerant.number(properties.get(names.get(i)), -1, 0, 0xffff);
            if (parts[i] < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(String.format("%04x:%02x:%02x.%x", parts[0], parts[1], parts[2], parts[3]));
    }

    private static Optional<String> text(Element of, String name) {
        return children(of, name).stream().findFirst().map(Element::getTextContent);
    }

    private static List<Element> children(Element of, String name) {
        return children(of).stream()
                .filter(child -> child.getTagName().equals(name))
                .toList();
    }

    private static List<Element> children(Element of) {
        List<Element> found = new ArrayList<>();
        for (Node child = of.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }
}
