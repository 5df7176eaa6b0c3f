package org.anfitrion.libvirt.xml.element;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.ext.DefaultHandler2;

/** Builds elements of what a parser tells. */
final class Reader extends DefaultHandler2 {

    private final BiFunction<String, String, ? extends Element> roots;
    private final List<Element> open = new ArrayList<>();
    private final List<Aside> before = new ArrayList<>(0);
    private final List<Aside> after = new ArrayList<>(0);
    private final StringBuilder text = new StringBuilder();
    private boolean isData;
    private @Nullable Element root;

    /** Takes what makes the root element, of its namespace and name. */
    Reader(BiFunction<String, String, ? extends Element> roots) {
        this.roots = roots;
    }

    Element root() {
        if (root == null) {
            throw new IllegalStateException("a document has a root");
        }
        return root;
    }

    @Override
    public void startElement(String namespace, String name, String written, Attributes attributes) {
        flush();
        Element element;
        if (open.isEmpty()) {
            element = roots.apply(namespace, name);
            root = element;
        } else {
            Element parent = open.get(open.size() - 1);
            element = parent.child(namespace, name);
            parent.contentList().add(element);
        }
        if (written.length() > name.length()) {
            element.setPrefix(written.substring(0, written.length() - name.length() - 1));
        }
        List<Attribute> to = element.attributeList();
        for (int i = 0; i < attributes.getLength(); i++) {
            to.add(new Attribute(attributes.getURI(i), attributes.getQName(i), attributes.getValue(i)));
        }
        element.setVerbatim(true);
        open.add(element);
    }

    @Override
    public void endElement(String namespace, String name, String written) {
        flush();
        open.remove(open.size() - 1);
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        text.append(characters, start, length);
    }

    @Override
    public void ignorableWhitespace(char[] characters, int start, int length) {
        text.append(characters, start, length);
    }

    @Override
    public void startCDATA() {
        flush();
        isData = true;
    }

    @Override
    public void endCDATA() {
        flush();
        isData = false;
    }

    @Override
    public void comment(char[] characters, int start, int length) {
        aside("<!--" + new String(characters, start, length) + "-->");
    }

    @Override
    public void processingInstruction(String target, String data) {
        aside("<?" + target + " " + data + "?>");
    }

    private void aside(String markup) {
        if (!open.isEmpty()) {
            flush();
            open.get(open.size() - 1).contentList().add(new Aside(markup));
        } else {
            (root == null ? before : after).add(new Aside(markup));
        }
    }

    @Override
    public void endDocument() {
        if (!before.isEmpty() || !after.isEmpty()) {
            root().setSurroundings(new Surroundings(before, after));
        }
    }

    private void flush() {
        if (!text.isEmpty()) {
            String said = text.toString();
            open.get(open.size() - 1).contentList().add(isData ? new CharacterData(said) : said);
            text.setLength(0);
        }
    }
}
