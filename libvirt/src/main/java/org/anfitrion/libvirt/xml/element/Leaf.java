package org.anfitrion.libvirt.xml.element;

/** An element that the schema knows and that holds only text, or nothing; the element around it tells its value. */
final class Leaf extends Element {

    Leaf(String namespace, String name) {
        super(Shape.of(namespace, name, "", ""));
    }
}
