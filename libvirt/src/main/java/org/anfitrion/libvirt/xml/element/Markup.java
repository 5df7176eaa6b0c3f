package org.anfitrion.libvirt.xml.element;

import java.util.function.BiFunction;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.spi.support.SecureXml;

/** Makes elements of text, and text of elements. */
public final class Markup {

    private Markup() {}

    /**
     * Reads a document.
     *
     * @param roots makes the root element, of its namespace and its name
     * @param what what it should be, for messages
     * @param xml the text
     * @return the root element
     * @throws InvalidSpecException if it is not well-formed, unsafe, or too large
     */
    public static Element read(BiFunction<String, String, ? extends Element> roots, String what, String xml) {
        Reader reader = new Reader(roots);
        SecureXml.read(what, xml, reader);
        return reader.root();
    }

    /**
     * Prints an element with all that is in it.
     *
     * @param element the element
     * @return its text, without an XML declaration
     */
    public static String print(Element element) {
        return new Printer(Printer.Manner.WHOLE).print(element);
    }

    /**
     * Prints what an element says, in one way however it was laid out: without comments and blanks between elements.
     *
     * @param element the element
     * @return its text
     */
    public static String printBare(Element element) {
        return new Printer(Printer.Manner.BARE).print(element);
    }
}
