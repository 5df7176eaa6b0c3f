package org.anfitrion.spi.support;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.anfitrion.api.error.InvalidSpecException;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.ext.DefaultHandler2;
import org.xml.sax.helpers.XMLFilterImpl;

/**
 * Parses and prints XML that others wrote: no document types, no entities but the five of XML itself, no XInclude, bounded
 * size and depth.
 *
 * <p>Thread-safe: each thread keeps a parser and a printer, since making one costs more than using it. Always the JDK's
 * own, whatever else an application has on its class path.
 */
public final class SecureXml {

    /** The longest document in characters. libvirt's own wire takes 32 MiB a message (virnetprotocol.x). */
    public static final int MOST_CHARACTERS = 32 << 20;

    /** How deep elements may be nested; the limit of libvirt's own parser (libxml2). */
    public static final int MOST_DEPTH = 256;

    /** The longest value of an attribute in characters. What is longer is no name, path or number. */
    public static final int MOST_IN_ATTRIBUTE = 1 << 20;

    /** The most elements of a document: as objects they take fifty times the room that the shortest take as text. */
    public static final int MOST_ELEMENTS = 1_000_000;

    private static final ThreadLocal<DocumentBuilder> PARSER = ThreadLocal.withInitial(SecureXml::newParser);
    private static final ThreadLocal<XMLReader> READER = ThreadLocal.withInitial(SecureXml::newReader);
    private static final ThreadLocal<Transformer> PRINTER = ThreadLocal.withInitial(SecureXml::newPrinter);

    private static final String LEXICAL_HANDLER = "http://xml.org/sax/properties/lexical-handler";
    private static final DefaultHandler2 NOBODY = new DefaultHandler2();

    private SecureXml() {}

    /**
     * Parses a document.
     *
     * @param what what it should be, for messages: {@code domain XML}
     * @param xml the text
     * @return its tree, with comments, CDATA and blank text
     * @throws InvalidSpecException if it is not well-formed, has a document type, is too long or too deep
     */
    public static Document parse(String what, String xml) {
        if (xml.length() > MOST_IN_ATTRIBUTE) {
            // The tree's builder has no limits of its own for attributes and elements.
            read(what, xml, new DefaultHandler2());
        }
        return parsed(what, xml, source -> PARSER.get().parse(source));
    }

    /**
     * Parses a document without making a tree of it.
     *
     * @param what what it should be, for messages: {@code domain XML}
     * @param xml the text
     * @param to is told what stands in the document, with comments and declarations of namespaces
     * @throws InvalidSpecException if it is not well-formed, has a document type, is too long or too deep
     */
    public static void read(String what, String xml, DefaultHandler2 to) {
        parsed(what, xml, source -> {
            XMLReader reader = READER.get();
            Bounded bounded = new Bounded(reader);
            bounded.setContentHandler(to);
            bounded.setErrorHandler(new Thrower());
            reader.setProperty(LEXICAL_HANDLER, to);
            try {
                bounded.parse(source);
            } finally {
                // The reader goes on knowing the filter: what was read would live as long as the thread.
                bounded.setContentHandler(NOBODY);
                reader.setContentHandler(NOBODY);
                reader.setProperty(LEXICAL_HANDLER, NOBODY);
            }
            return to;
        });
    }

    private static <T> T parsed(String what, String xml, Parsing<T> parsing) {
        if (xml.length() > MOST_CHARACTERS) {
            throw InvalidSpecException.of(what, xml, "it has more than " + MOST_CHARACTERS + " characters");
        }
        try {
            return parsing.of(new InputSource(new StringReader(xml)));
        } catch (SAXParseException e) {
            throw InvalidSpecException.of(
                    what, xml, "line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ": " + e.getMessage());
        } catch (SAXException | IOException e) {
            throw InvalidSpecException.of(what, xml, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Makes an empty document.
     *
     * @return a tree without a root
     */
    public static Document empty() {
        return PARSER.get().newDocument();
    }

    /**
     * Prints a tree.
     *
     * @param node a document or an element
     * @return its text, without an XML declaration
     */
    public static String print(Node node) {
        StringWriter text = new StringWriter();
        try {
            PRINTER.get().transform(new DOMSource(node), new StreamResult(text));
        } catch (TransformerException e) {
            throw new IllegalStateException("a tree that was parsed can be printed", e);
        }
        return text.toString();
    }

    private static DocumentBuilder newParser() {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setAttribute(
                    "http://www.oracle.com/xml/jaxp/properties/maxElementDepth", Integer.toString(MOST_DEPTH));
            factory.setXIncludeAware(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Thrower());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("every JDK's parser can be made secure", e);
        }
    }

    private static XMLReader newReader() {
        SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://xml.org/sax/features/namespace-prefixes", true);
            factory.setXIncludeAware(false);
            SAXParser parser = factory.newSAXParser();
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            parser.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            parser.setProperty(
                    "http://www.oracle.com/xml/jaxp/properties/maxElementDepth", Integer.toString(MOST_DEPTH));
            return parser.getXMLReader();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("every JDK's parser can be made secure", e);
        }
    }

    private static Transformer newPrinter() {
        TransformerFactory factory = TransformerFactory.newDefaultInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            return transformer;
        } catch (TransformerException e) {
            throw new IllegalStateException("every JDK has an identity transformation", e);
        }
    }

    private interface Parsing<T> {
        T of(InputSource source) throws SAXException, IOException;
    }

    private static final class Bounded extends XMLFilterImpl {

        private int elements;

        Bounded(XMLReader parent) {
            super(parent);
        }

        @Override
        public void startElement(String namespace, String name, String written, Attributes attributes)
                throws SAXException {
            if (++elements > MOST_ELEMENTS) {
                throw new SAXException("it has more than " + MOST_ELEMENTS + " elements");
            }
            for (int i = 0; i < attributes.getLength(); i++) {
                if (attributes.getValue(i).length() > MOST_IN_ATTRIBUTE) {
                    throw new SAXException("the attribute " + attributes.getQName(i) + " of " + written
                            + " has more than " + MOST_IN_ATTRIBUTE + " characters");
                }
            }
            super.startElement(namespace, name, written, attributes);
        }
    }

    /** The JDK's default handler would also print to standard error. */
    private static final class Thrower implements ErrorHandler {
        @Override
        public void warning(SAXParseException exception) {
            // what is only a warning leaves a document that can be used
        }

        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }
}
