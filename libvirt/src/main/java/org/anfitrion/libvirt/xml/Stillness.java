package org.anfitrion.libvirt.xml;

import java.util.List;
import java.util.Map;
import org.anfitrion.libvirt.xml.element.Element;
import org.anfitrion.libvirt.xml.element.Markup;

/**
 * Domain XML without what moves although nobody changes the configuration: the number of the run, what the guest does to
 * its trays and channels, its clock's drift, how far block jobs are; and without what is only layout.
 */
final class Stillness {

    private static final Map<String, List<String>> MOVING_ATTRIBUTES = Map.of(
            "domain", List.of("id"),
            "clock", List.of("adjustment"),
            "target", List.of("state", "tray"),
            // of a network that is up, and of the host's interfaces that it leads to: how many guests use them
            "network", List.of("connections"),
            "interface", List.of("connections"));

    private static final List<String> MOVING_ELEMENTS = List.of("mirror");

    /** What the driver for containers writes into a configuration at its first start, unless it says another. */
    private static final String USUAL_PARTITION = "/machine";

    private Stillness() {}

    static String of(Element root) {
        still(root);
        return Markup.printBare(root);
    }

    private static void still(Element element) {
        if (element.elementNamespace().isEmpty()) {
            MOVING_ATTRIBUTES
                    .getOrDefault(element.elementName(), List.of())
                    .forEach(name -> element.setAttribute(name, null));
        }
        for (Element inner : element.elements()) {
            if (isMoving(inner)) {
                element.remove(inner);
            } else {
                still(inner);
            }
        }
    }

    private static boolean isMoving(Element element) {
        return element.elementNamespace().isEmpty()
                && (MOVING_ELEMENTS.contains(element.elementName())
                        || (element.elementName().equals("resource") && isUsualPartition(element)));
    }

    private static boolean isUsualPartition(Element resource) {
        return resource.elements().size() == 1
                && resource.find("", "partition")
                        .filter(partition -> partition.text().strip().equals(USUAL_PARTITION))
                        .isPresent();
    }
}
