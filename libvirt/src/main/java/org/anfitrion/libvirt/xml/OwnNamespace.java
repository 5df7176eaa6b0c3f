package org.anfitrion.libvirt.xml;

import javax.xml.XMLConstants;
import org.anfitrion.libvirt.xml.domain.OwnElement;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Where the namespace of our own metadata is declared: JAXB does it on every root, used or not. */
final class OwnNamespace {

    private static final String DECLARATION = XMLConstants.XMLNS_ATTRIBUTE + ":" + OwnElement.PREFIX;

    private OwnNamespace() {}

    /** Moves the declaration to the elements that need it: they can be carried over to another document then. */
    static void declareWhereUsed(Document document) {
        NodeList used = document.getElementsByTagNameNS(OwnElement.NAMESPACE, "*");
        for (int i = 0; i < used.getLength(); i++) {
            Element element = (Element) used.item(i);
            if (!isOwn(element.getParentNode())) {
                element.setAttributeNS(XMLConstants.XMLNS_ATTRIBUTE_NS_URI, DECLARATION, OwnElement.NAMESPACE);
            }
        }
        Element root = document.getDocumentElement();
        if (root != null) {
            root.removeAttribute(DECLARATION);
        }
    }

    private static boolean isOwn(Node node) {
        return OwnElement.NAMESPACE.equals(node.getNamespaceURI());
    }
}
