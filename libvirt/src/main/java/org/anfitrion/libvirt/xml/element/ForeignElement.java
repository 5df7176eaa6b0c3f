package org.anfitrion.libvirt.xml.element;

/** An element that the schema does not know: of another application, of a newer libvirt, or a mistake. Kept as it is. */
public final class ForeignElement extends Element {

    /**
     * Creates one that is empty.
     *
     * @param namespace the URI of its namespace; the empty text for none
     * @param name its name, without a prefix
     */
    public ForeignElement(String namespace, String name) {
        super(Shape.of(namespace, name, "", ""));
    }

    /**
     * Creates one that is empty.
     *
     * @param namespace the URI of its namespace
     * @param prefix the prefix that stands for it where it is printed
     * @param name its name, without the prefix
     */
    public ForeignElement(String namespace, String prefix, String name) {
        this(namespace, name);
        setPrefix(prefix);
    }
}
