package org.anfitrion.examples.xml;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.anfitrion.api.error.InvalidSpecException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Compares documents by nothing of Anfitrion's: the trees that the JDK's parser makes of them. */
final class Comparison {

    private Comparison() {}

    /** Returns the text of a file, in whatever encoding it says it is. */
    static String decoded(byte[] file) {
        Document document = parse(new InputSource(new ByteArrayInputStream(file)));
        String detected = Optional.ofNullable(document.getInputEncoding()).orElse(StandardCharsets.UTF_8.name());
        // What it says is UTF-16 in either order of bytes; the parser has seen which.
        String encoding = detected.startsWith("UTF-16")
                ? detected
                : Optional.ofNullable(document.getXmlEncoding()).orElse(detected);
        try {
            String text = new String(file, encoding);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw InvalidSpecException.of("encoding", encoding, "this JDK does not know it");
        }
    }

    /** Returns the path to the first thing that is not the same in a file and in a text, and what it is. */
    static Optional<String> firstDifference(byte[] file, String text) {
        Document before = parse(new InputSource(new ByteArrayInputStream(file)));
        Document after = parse(new InputSource(new StringReader(text)));
        List<Object> around = around(before);
        return around.equals(around(after))
                ? difference(before.getDocumentElement(), after.getDocumentElement(), "")
                : Optional.of("/: " + around + " became " + around(after));
    }

    /** What stands beside the root. */
    private static List<Object> around(Document document) {
        return content(document).stream().filter(String.class::isInstance).toList();
    }

    private static Document parse(InputSource source) {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        try {
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(source);
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw InvalidSpecException.of("file", "", String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> difference(Element one, Element other, String above) {
        String path = above + "/" + one.getNodeName();
        if (!name(one).equals(name(other))) {
            return Optional.of(path + " became " + other.getNodeName());
        }
        if (!attributes(one).equals(attributes(other))) {
            return Optional.of(path + ": attributes " + attributes(one) + " became " + attributes(other));
        }
        List<Object> was = content(one);
        List<Object> is = content(other);
        for (int i = 0; i < Math.max(was.size(), is.size()); i++) {
            Object before = i < was.size() ? was.get(i) : "";
            Object after = i < is.size() ? is.get(i) : "";
            if (before instanceof Element first && after instanceof Element second) {
                Optional<String> inside = difference(first, second, path);
                if (inside.isPresent()) {
                    return inside;
                }
            } else if (!before.equals(after)) {
                return Optional.of(path + ": '" + before + "' became '" + after + "'");
            }
        }
        return Optional.empty();
    }

    private static String name(Node node) {
        return "{" + node.getNamespaceURI() + "}" + node.getLocalName();
    }

    private static Map<String, String> attributes(Element element) {
        Map<String, String> all = new TreeMap<>();
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            all.put(name(attributes.item(i)), attributes.item(i).getNodeValue());
        }
        return all;
    }

    /** Elements and texts, those in pieces put together; no comments. */
    private static List<Object> content(Node parent) {
        List<Object> all = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element) {
                all.add(text.toString());
                text.setLength(0);
                all.add(child);
            } else if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(child.getNodeValue());
            } else if (child.getNodeType() == Node.PROCESSING_INSTRUCTION_NODE) {
                text.append("<?")
                        .append(child.getNodeName())
                        .append(' ')
                        .append(child.getNodeValue())
                        .append("?>");
            }
        }
        all.add(text.toString());
        return all;
    }
}
