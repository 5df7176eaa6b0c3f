package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Puts elements into a tree, and takes them out, so that it stays readable for people: two spaces a level. */
final class Layout {

    private static final String STEP = "  ";

    private Layout() {}

    static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    static boolean isBlank(@Nullable Node node) {
        return node != null
                && node.getNodeType() == Node.TEXT_NODE
                && node.getNodeValue().isBlank();
    }

    /** Indents what is in an element, as deep as the element itself stands. An element with text in it stays as it is. */
    static void indent(Element element) {
        List<Element> children = children(element);
        if (children.isEmpty()) {
            return;
        }
        for (Element child : children) {
            if (!isBlank(child.getPreviousSibling())) {
                element.insertBefore(blank(element, depth(child)), child);
            }
            indent(child);
        }
        if (!isBlank(element.getLastChild())) {
            element.appendChild(blank(element, depth(element)));
        }
    }

    static void insertAfter(Element added, Element previous) {
        Node parent = previous.getParentNode();
        Node next = previous.getNextSibling();
        parent.insertBefore(blank(previous, depth(previous)), next);
        parent.insertBefore(added, next);
    }

    /** Puts an element before all other content but the blank that leads to it. */
    static void prepend(Element added, Element parent) {
        Node first = parent.getFirstChild();
        if (isBlank(first) && first.getNextSibling() != null) {
            first = first.getNextSibling();
            parent.insertBefore(added, first);
            parent.insertBefore(blank(parent, depth(added)), first);
            return;
        }
        parent.insertBefore(blank(parent, depth(parent) + 1), first);
        parent.insertBefore(added, first);
        if (first == null) {
            parent.appendChild(blank(parent, depth(parent)));
        }
    }

    /** Parts an element from the one just put before it. */
    static void insertBlank(Element element) {
        element.getParentNode().insertBefore(blank(element, depth(element)), element);
    }

    static void remove(Element element) {
        Node parent = element.getParentNode();
        if (isBlank(element.getPreviousSibling())) {
            parent.removeChild(element.getPreviousSibling());
        }
        parent.removeChild(element);
    }

    private static Node blank(Node anyOfDocument, int depth) {
        return anyOfDocument.getOwnerDocument().createTextNode("\n" + STEP.repeat(depth));
    }

    private static int depth(Element element) {
        int depth = 0;
        for (Node node = element.getParentNode(); node instanceof Element; node = node.getParentNode()) {
            depth++;
        }
        return depth;
    }
}
