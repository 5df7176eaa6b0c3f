package org.anfitrion.libvirt.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The files of RELAX NG in a folder, each parsed once, so that a node of theirs is the same whoever includes it. */
final class Rng {

    static final String NAMESPACE = "http://relaxng.org/ns/structure/1.0";

    private final Path folder;
    private final Map<String, Element> files = new HashMap<>();
    private final Map<Element, String> places = new HashMap<>();

    Rng(Path folder) {
        this.folder = folder;
    }

    /** Returns the {@code grammar} of a file. */
    Element file(String name) {
        Element known = files.get(name);
        if (known != null) {
            return known;
        }
        Element read = parse(folder.resolve(name));
        files.put(name, read);
        number(read, name, new int[1]);
        return read;
    }

    /** Says which node of which file this is: the same words for the same node, and in the files' order. */
    String place(Element node) {
        return places.get(node);
    }

    static List<Element> children(Node parent) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && NAMESPACE.equals(element.getNamespaceURI())) {
                found.add(element);
            }
        }
        return found;
    }

    private void number(Element element, String file, int[] count) {
        places.put(element, String.format("%s#%06d", file, count[0]++));
        children(element).forEach(child -> number(child, file, count));
    }

    private static Element parse(Path file) {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder()
                    .parse(Files.newInputStream(file))
                    .getDocumentElement();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalArgumentException("cannot read " + file, e);
        }
    }
}
