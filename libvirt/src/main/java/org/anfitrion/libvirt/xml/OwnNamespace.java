package org.anfitrion.libvirt.xml;

import javax.xml.XMLConstants;
import org.anfitrion.libvirt.xml.domain.MetadataElement;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Where the namespace of our own metadata is declared: JAXB does it on every root, used or not. */
final class OwnNamespace {

    private static final String DECLARATION = XMLConstants.XMLNS_ATTRIBUTE + ":" + MetadataElement.PREFIX;

    private OwnNamespace() {}

    /** Moves the declaration to the elements that need it: they can be carried over to another document then. */
    static void declareWhereUsed(Document document) {
        NodeList used = document.getElementsByTagNameNS(MetadataElement.NAMESPACE, "*");
        for (int i = 0; i < used.getLength(); i++) {
            ((Element) used.item(i))
                    .setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, DECLARATION, MetadataElement.NAMESPACE);
        }
        Element root = document.getDocumentElement();
        if (root != null) {
            root.removeAttribute(DECLARATION);
        }
    }
}
