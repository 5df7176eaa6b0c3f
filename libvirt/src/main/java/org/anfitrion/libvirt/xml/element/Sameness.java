package org.anfitrion.libvirt.xml.element;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** When two elements say the same. */
final class Sameness {

    private Sameness() {}

    static boolean same(Element one, Element other) {
        return one.elementName().equals(other.elementName())
                && one.elementNamespace().equals(other.elementNamespace())
                && attributes(one).equals(attributes(other))
                && meaning(one).equals(meaning(other));
    }

    static int hash(Element element) {
        return (element.elementName().hashCode() * 31 + attributes(element).hashCode()) * 31
                + meaning(element).hashCode();
    }

    /** Without prefixes, which are the author's choice, and without what declares them. */
    private static Set<Attribute> attributes(Element element) {
        Set<Attribute> said = new HashSet<>();
        for (Attribute attribute : element.attributeList()) {
            if (!attribute.isDeclaration()) {
                said.add(new Attribute(attribute.namespace(), attribute.localName(), attribute.value()));
            }
        }
        return said;
    }

    /** Elements, and texts that are in one piece and not only blanks beside elements. */
    private static List<Object> meaning(Element element) {
        List<Object> said = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Object item : element.contentList()) {
            if (item instanceof String more) {
                text.append(more);
            } else if (item instanceof CharacterData more) {
                text.append(more.text());
            } else if (item instanceof Element) {
                addText(text, said);
                said.add(item);
            }
        }
        addText(text, said);
        if (said.stream().anyMatch(Element.class::isInstance)) {
            said.removeIf(item -> item instanceof String blank && Blank.is(blank));
        }
        return said;
    }

    private static void addText(StringBuilder text, List<Object> said) {
        if (!text.isEmpty()) {
            said.add(text.toString());
            text.setLength(0);
        }
    }
}
