package org.anfitrion.libvirt.xml.element;

import java.util.List;

/**
 * What the schema knows of an element, beside the classes of its children.
 *
 * @param namespace the URI of its namespace; the empty text for none
 * @param name its name
 * @param attributes the names of its attributes
 * @param children the names of its children, in the schema's order; those in a namespace as <code>{URI}name</code>
 */
public record Shape(String namespace, String name, List<String> attributes, List<String> children) {

    /**
     * Keeps the lists from changing.
     *
     * @param namespace the URI of its namespace; the empty text for none
     * @param name its name
     * @param attributes the names of its attributes
     * @param children the names of its children, in the schema's order; those in a namespace as <code>{URI}name</code>
     */
    public Shape {
        attributes = List.copyOf(attributes);
        children = List.copyOf(children);
    }

    /**
     * Takes the names from texts.
     *
     * @param namespace the URI of its namespace; the empty text for none
     * @param name its name
     * @param attributes the names of its attributes, separated by spaces
     * @param children the names of its children, separated by spaces
     * @return the shape
     */
    public static Shape of(String namespace, String name, String attributes, String children) {
        return new Shape(namespace, name, words(attributes), words(children));
    }

    /** The name as it stands in the lists. */
    static String key(String namespace, String name) {
        return namespace.isEmpty() ? name : "{" + namespace + "}" + name;
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    /** Where an attribute stands in the schema's order; behind all others if it is not known. */
    int attributePlace(String attribute) {
        int place = attributes.indexOf(attribute);
        return place < 0 ? attributes.size() : place;
    }

    /** Where a child stands in the schema's order; behind all others if it is not known. */
    int place(Element child) {
        int place = children.indexOf(key(child.elementNamespace(), child.elementName()));
        return place < 0 ? children.size() : place;
    }
}
