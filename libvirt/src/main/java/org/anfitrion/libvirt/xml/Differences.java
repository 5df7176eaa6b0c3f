package org.anfitrion.libvirt.xml;

import jakarta.xml.bind.Binder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.anfitrion.libvirt.xml.BoundDocument.Copy;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Carries what differs between two copies of the same objects, one made before and one after a change, over to the document
 * that the objects were bound to.
 *
 * <p>Elements that an object stands for are paired by that object, so that removing the first of several disks removes just
 * that one; elements of mere text are paired by name and place.
 */
final class Differences {

    private final Document document;
    private final Binder<Node> bound;
    private final Copy before;
    private final Copy after;

    Differences(Document document, Binder<Node> bound, Copy before, Copy after) {
        this.document = document;
        this.bound = bound;
        this.before = before;
        this.after = after;
    }

    void apply() {
        carry(document.getDocumentElement(), before.element(), after.element());
    }

    private void carry(Element original, Element old, Element now) {
        carryAttributes(original, old, now);
        List<Element> oldChildren = Layout.children(old);
        List<Element> nowChildren = Layout.children(now);
        if (oldChildren.isEmpty() && nowChildren.isEmpty()) {
            if (!old.getTextContent().equals(now.getTextContent())) {
                setText(original, now.getTextContent());
            }
            return;
        }
        Map<Element, Element> originals = paired(original, oldChildren);
        Map<Element, Element> olds = pairedWithOld(oldChildren, nowChildren);
        List<Element> gone = new ArrayList<>(oldChildren);
        gone.removeAll(olds.values());

        Element previous = null;
        for (Element child : nowChildren) {
            Element oldChild = olds.get(child);
            Element place = oldChild == null ? null : originals.get(oldChild);
            if (oldChild != null && place != null) {
                carry(place, oldChild, child);
            } else {
                place = insert(original, child, previous, replaced(child, gone, originals));
            }
            previous = place;
        }
        for (Element child : gone) {
            Element place = originals.get(child);
            if (place != null) {
                Layout.remove(place);
            }
        }
    }

    private static void carryAttributes(Element original, Element old, Element now) {
        Set<String> names = new LinkedHashSet<>(attributeNames(old));
        names.addAll(attributeNames(now));
        for (String name : names) {
            if (!now.hasAttribute(name)) {
                original.removeAttribute(name);
            } else if (!old.hasAttribute(name) || !old.getAttribute(name).equals(now.getAttribute(name))) {
                original.setAttribute(name, now.getAttribute(name));
            }
        }
    }

    private static List<String> attributeNames(Element element) {
        NamedNodeMap attributes = element.getAttributes();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < attributes.getLength(); i++) {
            names.add(attributes.item(i).getNodeName());
        }
        return names;
    }

    private static void setText(Element element, String text) {
        Node child = element.getFirstChild();
        while (child != null) {
            Node next = child.getNextSibling();
            if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                element.removeChild(child);
            }
            child = next;
        }
        element.appendChild(element.getOwnerDocument().createTextNode(text));
    }

    /** Pairs the children of an old copy with those of the document. */
    private Map<Element, Element> paired(Element original, List<Element> oldChildren) {
        Map<Element, Element> pairs = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Element child : oldChildren) {
            int index = counts.merge(child.getTagName(), 1, Integer::sum) - 1;
            Object object = object(before, child);
            Node node = object == null ? nth(original, child, index) : bound.getXMLNode(object);
            if (node instanceof Element element) {
                pairs.put(child, element);
            }
        }
        return pairs;
    }

    private Map<Element, Element> pairedWithOld(List<Element> oldChildren, List<Element> nowChildren) {
        Map<Object, Element> byKey = new HashMap<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Element child : oldChildren) {
            byKey.put(key(before, child, counts), child);
        }
        counts.clear();
        Map<Element, Element> pairs = new HashMap<>();
        for (Element child : nowChildren) {
            Element old = byKey.get(key(after, child, counts));
            if (old != null) {
                pairs.put(child, old);
            }
        }
        return pairs;
    }

    private static Object key(Copy copy, Element child, Map<String, Integer> counts) {
        int index = counts.merge(child.getTagName(), 1, Integer::sum) - 1;
        Object object = object(copy, child);
        return object == null ? child.getTagName() + "#" + index : new Same(object, child.getTagName());
    }

    private static @Nullable Object object(Copy copy, Element element) {
        Object object = copy.boundTo(element);
        return object instanceof String ? null : object;
    }

    private static @Nullable Element nth(Element parent, Element like, int index) {
        int left = index;
        for (Element child : Layout.children(parent)) {
            if (namespace(child).equals(namespace(like)) && localName(child).equals(localName(like)) && left-- == 0) {
                return child;
            }
        }
        return null;
    }

    private static String namespace(Element element) {
        return Objects.requireNonNullElse(element.getNamespaceURI(), "");
    }

    /** The prefix is the writer's choice. */
    private static String localName(Element element) {
        return Objects.requireNonNullElse(element.getLocalName(), element.getTagName());
    }

    /** Finds what a new element stands in for: one of its name that is going. */
    private static @Nullable Element replaced(Element now, List<Element> gone, Map<Element, Element> originals) {
        return gone.stream()
                .filter(old -> old.getTagName().equals(now.getTagName()))
                .map(originals::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Element insert(Element parent, Element now, @Nullable Element previous, @Nullable Element replaced) {
        Element copy = (Element) document.importNode(now, true);
        if (replaced != null) {
            parent.insertBefore(copy, replaced);
            Layout.insertBlank(replaced);
        } else if (previous != null) {
            Layout.insertAfter(copy, previous);
        } else {
            Layout.prepend(copy, parent);
        }
        Layout.indent(copy);
        return copy;
    }

    /** Equal to another only for the very same object in the same role. */
    private static final class Same {
        private final Object object;
        private final String role;

        Same(Object object, String role) {
            this.object = object;
            this.role = role;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Same that && that.object == object && that.role.equals(role);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }
    }
}
