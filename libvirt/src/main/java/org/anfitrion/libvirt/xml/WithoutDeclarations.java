package org.anfitrion.libvirt.xml;

import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.ext.DefaultHandler2;
import org.xml.sax.helpers.AttributesImpl;

/** Passes on what a parser tells, but declarations of namespaces as attributes: to a schema they are none. */
final class WithoutDeclarations extends DefaultHandler2 {

    private final ContentHandler to;

    WithoutDeclarations(ContentHandler to) {
        this.to = to;
    }

    @Override
    public void setDocumentLocator(Locator locator) {
        to.setDocumentLocator(locator);
    }

    @Override
    public void startDocument() throws SAXException {
        to.startDocument();
    }

    @Override
    public void endDocument() throws SAXException {
        to.endDocument();
    }

    @Override
    public void startPrefixMapping(String prefix, String namespace) throws SAXException {
        to.startPrefixMapping(prefix, namespace);
    }

    @Override
    public void endPrefixMapping(String prefix) throws SAXException {
        to.endPrefixMapping(prefix);
    }

    @Override
    public void startElement(String namespace, String name, String written, Attributes attributes) throws SAXException {
        AttributesImpl left = new AttributesImpl(attributes);
        for (int i = left.getLength() - 1; i >= 0; i--) {
            if (left.getQName(i).equals("xmlns") || left.getQName(i).startsWith("xmlns:")) {
                left.removeAttribute(i);
            }
        }
        to.startElement(namespace, name, written, left);
    }

    @Override
    public void endElement(String namespace, String name, String written) throws SAXException {
        to.endElement(namespace, name, written);
    }

    @Override
    public void characters(char[] characters, int start, int length) throws SAXException {
        to.characters(characters, start, length);
    }

    @Override
    public void ignorableWhitespace(char[] characters, int start, int length) throws SAXException {
        to.ignorableWhitespace(characters, start, length);
    }
}
