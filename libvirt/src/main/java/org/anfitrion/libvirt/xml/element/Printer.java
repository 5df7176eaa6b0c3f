package org.anfitrion.libvirt.xml.element;

import java.util.List;

/**
 * Prints elements: what was read as it stood there, what was made since with a line for each element, indented by two
 * blanks as libvirt does.
 */
final class Printer {

    private static final String INDENT = "  ";
    private static final String HIDDEN = "***";

    private final StringBuilder out = new StringBuilder(4096);
    private final Namespaces namespaces = new Namespaces();
    private final Manner manner;
    /** What is only shown to people is shown, whatever it is. */
    private final boolean strict;

    /** What is printed. */
    enum Manner {
        /** All of it. */
        WHOLE,
        /** Without the values of passwords and cookies, which libvirt too tells only those who ask for secrets. */
        WITHOUT_SECRETS,
        /** Without comments and without blanks between elements. */
        BARE
    }

    Printer(Manner manner) {
        this.manner = manner;
        this.strict = manner != Manner.WITHOUT_SECRETS;
    }

    String print(Element root) {
        if (manner == Manner.BARE) {
            print(root, "");
        } else {
            root.surroundings().before().forEach(aside -> out.append(aside.markup())
                    .append('\n'));
            print(root, "");
            root.surroundings().after().forEach(aside -> out.append('\n').append(aside.markup()));
        }
        return out.toString();
    }

    private void print(Element element, String indent) {
        namespaces.enter(element);
        String prefix = namespaces.prefix(element.prefix(), element.elementNamespace(), true);
        out.append('<');
        name(prefix, element.elementName());
        List<Attribute> attributes = element.attributeList();
        for (int i = 0; i < attributes.size(); i++) {
            attribute(attributes.get(i));
        }
        namespaces.declareMissing(this::attribute);
        List<Object> content = element.contentList();
        if (content.isEmpty()) {
            out.append("/>");
        } else {
            out.append('>');
            if (manner == Manner.WITHOUT_SECRETS && element.elementName().equals("cookie")) {
                out.append(HIDDEN);
            } else if (manner == Manner.BARE) {
                bare(content);
            } else if (element.isVerbatim() || hasText(content)) {
                asItStands(content, indent);
            } else {
                inLines(content, indent);
            }
            out.append("</");
            name(prefix, element.elementName());
            out.append('>');
        }
        namespaces.leave();
    }

    private static boolean hasText(List<Object> content) {
        for (Object item : content) {
            if (item instanceof String || item instanceof CharacterData) {
                return true;
            }
        }
        return false;
    }

    private void asItStands(List<Object> content, String indent) {
        String deeper = indent + INDENT;
        for (int i = 0; i < content.size(); i++) {
            Object item = content.get(i);
            if (item instanceof String text) {
                int line = text.lastIndexOf('\n');
                if (line >= 0 && Blank.is(text)) {
                    deeper = text.substring(line + 1);
                }
                Escape.text(text, strict, out);
            } else {
                item(item, deeper);
            }
        }
    }

    private void bare(List<Object> content) {
        boolean hasElements = content.stream().anyMatch(Element.class::isInstance);
        for (Object item : content) {
            if (item instanceof Element element) {
                print(element, "");
            } else if (item instanceof String text && !(hasElements && Blank.is(text))) {
                Escape.text(text, strict, out);
            } else if (item instanceof CharacterData data) {
                Escape.text(data.text(), strict, out);
            }
        }
    }

    private void inLines(List<Object> content, String indent) {
        String deeper = indent + INDENT;
        for (Object item : content) {
            out.append('\n').append(deeper);
            item(item, deeper);
        }
        out.append('\n').append(indent);
    }

    private void item(Object item, String indent) {
        if (item instanceof Element element) {
            print(element, indent);
        } else if (item instanceof Aside aside) {
            out.append(aside.markup());
        } else if (item instanceof CharacterData data) {
            out.append("<![CDATA[").append(data.text()).append("]]>");
        }
    }

    private void name(String prefix, String name) {
        if (!prefix.isEmpty()) {
            out.append(prefix).append(':');
        }
        out.append(name);
    }

    private void attribute(Attribute attribute) {
        out.append(' ');
        String name = attribute.name();
        if (attribute.namespace().isEmpty() || attribute.isDeclaration()) {
            out.append(name);
        } else {
            int colon = Math.max(0, name.indexOf(':'));
            name(namespaces.prefix(name.substring(0, colon), attribute.namespace(), false), attribute.localName());
        }
        out.append("=\"");
        Escape.attribute(
                manner == Manner.WITHOUT_SECRETS && name.equals("passwd") ? HIDDEN : attribute.value(), strict, out);
        out.append('"');
    }
}
