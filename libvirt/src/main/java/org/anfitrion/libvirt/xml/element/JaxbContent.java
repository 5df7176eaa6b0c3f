package org.anfitrion.libvirt.xml.element;

import java.util.AbstractList;
import java.util.List;
import org.anfitrion.spi.support.SecureXml;

/**
 * The content of an element as a JAXB runtime sees it: elements that have no class of their own are DOM's, as
 * {@code @XmlAnyElement} has them.
 */
final class JaxbContent extends AbstractList<Object> {

    private final List<Object> content;

    JaxbContent(List<Object> content) {
        this.content = content;
    }

    @Override
    public Object get(int index) {
        Object item = content.stream()
                .filter(any -> !(any instanceof Aside))
                .skip(index)
                .findFirst()
                .orElseThrow(() -> new IndexOutOfBoundsException(index));
        if (item instanceof CharacterData data) {
            return data.text();
        }
        return item instanceof Element element && !(item instanceof TypedElement)
                ? SecureXml.parse("element", Markup.print(element)).getDocumentElement()
                : item;
    }

    @Override
    public int size() {
        return (int) content.stream().filter(any -> !(any instanceof Aside)).count();
    }

    @Override
    public void add(int index, Object item) {
        if (index != size()) {
            throw new UnsupportedOperationException("a runtime only adds at the end");
        }
        content.add(
                item instanceof org.w3c.dom.Element foreign
                        ? Markup.read(ForeignElement::new, "element", SecureXml.print(foreign))
                        : item);
    }

    @Override
    public void clear() {
        content.clear();
    }
}
