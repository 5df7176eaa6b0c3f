package org.anfitrion.libvirt.xml;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.device.NodeDevice;
import org.anfitrion.libvirt.xml.element.Element;
import org.anfitrion.libvirt.xml.element.Texts;

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
        Element device = LibvirtXml.parse("device XML", xml);
        Set<String> capabilities = new LinkedHashSet<>();
        Map<String, String> properties = new LinkedHashMap<>();
        for (Element capability : children(device, CAPABILITY)) {
            capabilities.add(type(capability));
            // Some are shades of another: a card that has virtual functions, a disk that takes other media.
            children(capability, CAPABILITY).forEach(shade -> capabilities.add(type(shade)));
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
        for (Element element : capability.elements()) {
            String text = element.text().strip();
            Optional<String> id = element.attribute("id");
            if (id.isPresent()) {
                properties.putIfAbsent(element.elementName(), id.get());
            } else if (element.elements().isEmpty() && !text.isEmpty()) {
                properties.putIfAbsent(element.elementName(), text);
            }
        }
        if (type(capability).equals("pci")) {
            address(properties).ifPresent(address -> properties.put("address", address));
        }
    }

    /** As lspci writes it. */
    private static Optional<String> address(Map<String, String> properties) {
        int[] parts = new int[4];
        List<String> names = List.of("domain", "bus", "slot", "function");
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Tolerant.number(
                    Optional.ofNullable(properties.get(names.get(i))).flatMap(Texts::number), -1, 0, 0xffff);
            if (parts[i] < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(String.format("%04x:%02x:%02x.%x", parts[0], parts[1], parts[2], parts[3]));
    }

    private static String type(Element capability) {
        return capability.attribute("type").orElse("");
    }

    private static Optional<String> text(Element of, String name) {
        return of.find("", name).map(Element::text);
    }

    private static List<Element> children(Element of, String name) {
        return of.elements().stream()
                .filter(child -> child.elementName().equals(name))
                .toList();
    }
}
