package org.anfitrion.libvirt.xml.element;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** A list of attributes, as JAXB wants to see it. */
final class AttributeMap extends AbstractMap<QName, String> {

    private final List<Attribute> attributes;

    AttributeMap(List<Attribute> attributes) {
        this.attributes = attributes;
    }

    @Override
    public @Nullable String put(QName name, String value) {
        String written =
                name.getPrefix().isEmpty() ? name.getLocalPart() : name.getPrefix() + ":" + name.getLocalPart();
        attributes.add(new Attribute(name.getNamespaceURI(), written, value));
        return null;
    }

    @Override
    public Set<Map.Entry<QName, String>> entrySet() {
        Map<QName, String> all = new LinkedHashMap<>();
        for (Attribute attribute : attributes) {
            if (!attribute.isDeclaration()) {
                all.put(new QName(attribute.namespace(), attribute.localName()), attribute.value());
            }
        }
        return all.entrySet();
    }
}
