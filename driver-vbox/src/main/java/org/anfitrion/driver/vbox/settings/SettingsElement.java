package org.anfitrion.driver.vbox.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anfitrion.spi.support.SecureXml;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** An element of a settings file, to be read only. */
public final class SettingsElement {

    private final Element element;

    SettingsElement(Element element) {
        this.element = element;
    }

    /**
     * Reads a file.
     *
     * @param path where it is
     * @return its outermost element; empty if it is not there
     */
    public static Optional<SettingsElement> read(Path path) {
        return SettingsFile.read(path).map(SettingsFile::root);
    }

    /**
     * Reads what VBoxManage printed.
     *
     * @param text XML
     * @return its outermost element
     */
    public static SettingsElement parse(String text) {
        return SettingsFile.written("what VBoxManage printed", text);
    }

    /**
     * Returns the element's name.
     *
     * @return the name, without a namespace
     */
    public String name() {
        return element.getLocalName();
    }

    /**
     * Returns the elements in it.
     *
     * @return the elements, in their order
     */
    public List<SettingsElement> children() {
        List<SettingsElement> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(new SettingsElement(child));
            }
        }
        return children;
    }

    /**
     * Returns the elements of a name in it.
     *
     * @param name the name
     * @return the elements, in their order
     */
    public List<SettingsElement> children(String name) {
        return children().stream().filter(child -> child.name().equals(name)).toList();
    }

    /**
     * Goes down.
     *
     * @param path the names of the elements on the way
     * @return the first element there; empty if there is none
     */
    public Optional<SettingsElement> at(String... path) {
        Optional<SettingsElement> found = Optional.of(this);
        for (String name : path) {
            found = found.flatMap(parent -> parent.children(name).stream().findFirst());
        }
        return found;
    }

    /**
     * Returns the elements at the end of a way.
     *
     * @param path the names of the elements on the way; of all but the last, the first is taken
     * @return the elements, in their order
     */
    public Stream<SettingsElement> all(String... path) {
        String[] parents = Stream.of(path).limit(path.length - 1L).toArray(String[]::new);
        return at(parents).stream().flatMap(parent -> parent.children(path[path.length - 1]).stream());
    }

    /**
     * Returns an attribute.
     *
     * @param name its name
     * @return its value; empty if it is not there: VirtualBox leaves out what is as usual
     */
    public Optional<String> attribute(String name) {
        return element.hasAttribute(name) ? Optional.of(element.getAttribute(name)) : Optional.empty();
    }

    /**
     * Tells whether an attribute is {@code true}.
     *
     * @param name its name
     * @return false if it is another, or not there
     */
    public boolean is(String name) {
        return attribute(name)
                .filter(value -> value.equals("true") || value.equals("1"))
                .isPresent();
    }

    /**
     * Returns a number.
     *
     * @param name its attribute
     * @param otherwise the number if the attribute is not there, or is none
     * @return the number
     */
    public long number(String name, long otherwise) {
        try {
            return attribute(name).map(Long::parseLong).orElse(otherwise);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /**
     * Returns it as it would be written.
     *
     * @return XML
     */
    public String xml() {
        return SecureXml.print(element);
    }

    /**
     * Returns the text in it.
     *
     * @return the text, of all elements within too
     */
    public String text() {
        return element.getTextContent();
    }
}
