package org.anfitrion.libvirt.xml.element;

/**
 * A value of an enumeration that newer versions of libvirt add to: the constants of the class are those that the schema
 * knows, and any other text is a value too.
 */
public interface OpenValue {

    /**
     * Returns the value as it stands in the XML.
     *
     * @return the text
     */
    String text();
}
