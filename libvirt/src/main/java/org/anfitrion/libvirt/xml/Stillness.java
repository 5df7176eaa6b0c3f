package org.anfitrion.libvirt.xml;

import java.util.List;
import java.util.Map;
import org.anfitrion.spi.support.SecureXml;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

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

    private Stillness() {}

    static String of(Document document) {
        still(document.getDocumentElement());
        return SecureXml.print(document.getDocumentElement());
    }

    private static void still(Element element) {
        if (element.getNamespaceURI() == null) {
            MOVING_ATTRIBUTES.getOrDefault(element.getTagName(), List.of()).forEach(element::removeAttribute);
        }
        boolean hasElements = !Layout.children(element).isEmpty();
        Node child = element.getFirstChild();
        while (child != null) {
            Node next = child.getNextSibling();
            if (child instanceof Element inner && !isMoving(inner)) {
                still(inner);
            } else if (child instanceof Element
                    || child.getNodeType() == Node.COMMENT_NODE
                    || (hasElements && Layout.isBlank(child))) {
                element.removeChild(child);
            }
            child = next;
        }
    }

    private static boolean isMoving(Element element) {
        return element.getNamespaceURI() == null && MOVING_ELEMENTS.contains(element.getTagName());
    }
}
