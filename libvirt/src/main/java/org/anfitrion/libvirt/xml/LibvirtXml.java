package org.anfitrion.libvirt.xml;

import java.util.Optional;
import java.util.function.Supplier;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.libvirt.xml.element.Element;
import org.anfitrion.libvirt.xml.element.ForeignElement;
import org.anfitrion.libvirt.xml.element.Markup;

/**
 * Reads and prints libvirt's XML.
 *
 * <pre>{@code
 * DomainElement domain = LibvirtXml.parse(DomainElement::new, "domain XML", xml);
 * domain.setTitle("web server");
 * domain.devicesOrNew().disks().add(new DomainDisk().setType(DomainDisk.Type.FILE));
 * String changed = LibvirtXml.print(domain);
 * }</pre>
 *
 * <p>What is printed says all that was read, comments and processing instructions too; characters that were escaped need not
 * be, and attributes are in double quotes. Documents are XML 1.0 without a document type, as libvirt's are.
 *
 * <p>The classes of the elements are those of Jakarta XML Binding, too: any runtime of it reads and writes them, with
 * {@code JAXBContext.newInstance(DomainElement.class)} and {@code unmarshal(source, DomainElement.class)}. That takes longer,
 * forgets comments, and refuses of what is refused here only what its source refuses.
 *
 * <p>Thread-safe; the elements are not.
 */
public final class LibvirtXml {

    private LibvirtXml() {}

    /**
     * Parses a document, or an element of one.
     *
     * @param root makes the element that it should be
     * @param what what it should be, for messages: {@code domain XML}
     * @param xml the text
     * @param <E> the class of the root element
     * @return the root element
     * @throws InvalidSpecException if it is not well-formed, unsafe, too large, or another kind of document
     */
    public static <E extends Element> E parse(Supplier<E> root, String what, String xml) {
        E element = root.get();
        Markup.read(
                (namespace, name) -> {
                    if (!name.equals(element.elementName()) || !namespace.equals(element.elementNamespace())) {
                        throw InvalidSpecException.of(
                                what, xml, "it is another kind of document: its root is <" + name + ">");
                    }
                    return element;
                },
                what,
                xml);
        return element;
    }

    /**
     * Parses a document of any kind.
     *
     * @param what what it should be, for messages
     * @param xml the text
     * @return the root element: of its class if libvirt has a schema for such documents, or a {@link ForeignElement}
     * @throws InvalidSpecException if it is not well-formed, unsafe, or too large
     */
    public static Element parse(String what, String xml) {
        return Markup.read(
                (namespace, name) -> Optional.ofNullable(namespace.isEmpty() ? Roots.newRoot(name) : null)
                        .orElseGet(() -> new ForeignElement(namespace, name)),
                what,
                xml);
    }

    /**
     * Prints an element with all that is in it.
     *
     * @param element the element
     * @return its text, without an XML declaration
     */
    public static String print(Element element) {
        return Markup.print(element);
    }
}
