package org.anfitrion.libvirt.xml.element;

import jakarta.xml.bind.annotation.XmlAnyAttribute;
import jakarta.xml.bind.annotation.XmlTransient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * An element: its attributes and its content, all of it, in the order of the document. What a class derived from it says of
 * the element are views of these two lists, so that nothing a view does not know is ever lost or moved.
 *
 * <p>Two elements are equal if they say the same: attributes in any order, children in theirs; blanks between children and
 * comments say nothing. Not thread-safe.
 */
@XmlTransient
public abstract sealed class Element permits TypedElement, ForeignElement, Leaf {

    private final Shape shape;
    private final List<Attribute> attributes = new ArrayList<>(4);
    /** Elements, texts ({@link String} and {@link CharacterData}) and {@link Aside}s. */
    private final List<Object> content = new ArrayList<>(4);

    /** What stands around it in its document, if it is a root. */
    private Surroundings surroundings = Surroundings.NOTHING;

    private String prefix = "";
    /** Whether the blanks in it are its author's, so that none are to be added. */
    private boolean verbatim;

    /**
     * Creates an empty element.
     *
     * @param shape what the schema knows of it
     */
    protected Element(Shape shape) {
        this.shape = shape;
    }

    /**
     * Returns its name, without a prefix.
     *
     * @return the local name
     */
    public final String elementName() {
        return shape.name();
    }

    /**
     * Returns the URI of its namespace.
     *
     * @return the URI; the empty text for none
     */
    public final String elementNamespace() {
        return shape.namespace();
    }

    /**
     * Returns all its attributes, with the declarations of namespaces, in their order.
     *
     * @return the attributes; they do not change by this list
     */
    public final List<Attribute> attributes() {
        return Collections.unmodifiableList(attributes);
    }

    /**
     * Returns the elements in it.
     *
     * @return the elements, in their order
     */
    public final List<Element> elements() {
        List<Element> elements = new ArrayList<>(content.size());
        for (Object item : content) {
            if (item instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /**
     * Finds an element in it by its name.
     *
     * @param namespace the URI of its namespace; the empty text for none
     * @param name its name, without a prefix
     * @return the first such element
     */
    public final Optional<Element> find(String namespace, String name) {
        for (Object item : content) {
            if (item instanceof Element element
                    && element.elementName().equals(name)
                    && element.elementNamespace().equals(namespace)) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the text in it, without that of the elements in it.
     *
     * @return the text, as it stands there
     */
    public final String text() {
        if (content.size() == 1 && content.get(0) instanceof String text) {
            return text;
        }
        StringBuilder all = new StringBuilder();
        for (Object item : content) {
            if (item instanceof String text) {
                all.append(text);
            } else if (item instanceof CharacterData data) {
                all.append(data.text());
            }
        }
        return all.toString();
    }

    /**
     * Replaces the text in it; elements in it stay.
     *
     * @param text the new text; the empty one for none
     */
    public final void setText(String text) {
        content.removeIf(item -> !(item instanceof Element));
        if (!text.isEmpty()) {
            content.add(0, text);
        }
    }

    /**
     * Tells whether the schema knows an attribute of it.
     *
     * @param attribute one of its attributes
     * @return whether there is a view of it
     */
    public final boolean knows(Attribute attribute) {
        return shape.attributes().contains(Shape.key(attribute.namespace(), attribute.localName()));
    }

    /**
     * Returns the value of an attribute that is in no namespace.
     *
     * @param name its name
     * @return its value; empty if it is not there
     */
    public final Optional<String> attribute(String name) {
        for (Attribute attribute : attributes) {
            if (attribute.is(name)) {
                return Optional.of(attribute.value());
            }
        }
        return Optional.empty();
    }

    /**
     * Sets or removes an attribute that is in no namespace. One that is there keeps its place; a new one gets the schema's.
     *
     * @param name its name
     * @param value its value; null removes it
     */
    public final void setAttribute(String name, @Nullable String value) {
        for (int i = 0; i < attributes.size(); i++) {
            if (attributes.get(i).is(name)) {
                if (value == null) {
                    attributes.remove(i);
                } else {
                    attributes.set(i, new Attribute("", name, value));
                }
                return;
            }
        }
        if (value != null) {
            attributes.add(placeOf(name), new Attribute("", name, value));
        }
    }

    /** Where an attribute goes: in the schema's order, and behind all others if it is not known. */
    private int placeOf(String name) {
        int place = shape.attributePlace(name);
        int index = attributes.size();
        while (index > 0 && shape.attributePlace(attributes.get(index - 1).name()) > place) {
            index--;
        }
        return index;
    }

    /**
     * Adds an element: at its place in the schema's order, behind others of its name; one that the schema does not know
     * comes last.
     *
     * @param child the element
     */
    public final void add(Element child) {
        int place = shape.place(child);
        int before = -1;
        int first = -1;
        for (int i = 0; i < content.size(); i++) {
            if (content.get(i) instanceof Element sibling) {
                first = first < 0 ? i : first;
                before = shape.place(sibling) <= place ? i : before;
            }
        }
        Layout.insert(this, child, before, first);
    }

    /**
     * Removes an element.
     *
     * @param child the very element that is to go
     * @return whether it was there
     */
    public final boolean remove(Element child) {
        int index = indexOf(child);
        if (index >= 0) {
            Layout.remove(this, index);
        }
        return index >= 0;
    }

    /**
     * Puts an element where another is.
     *
     * @param old the very element that is to go
     * @param now the element that takes its place
     */
    public final void replace(Element old, Element now) {
        content.set(indexOf(old), now);
    }

    /** By identity: equal children are two all the same. */
    @SuppressWarnings("ReferenceEquality")
    private int indexOf(Element child) {
        for (int i = 0; i < content.size(); i++) {
            if (content.get(i) == child) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Makes the element for a child of this name.
     *
     * @param key the child's name; <code>{URI}name</code> if it is in a namespace
     * @return a new element; null if the schema knows no such child that has a class of its own
     */
    protected @Nullable Element newChild(String key) {
        return null;
    }

    /**
     * Returns the content as JAXB sees it.
     *
     * @return a live list of elements and texts
     */
    protected List<Object> getContent() {
        return new JaxbContent(content);
    }

    /**
     * Returns the attributes as JAXB sees them.
     *
     * @return a live map
     */
    @XmlAnyAttribute
    protected final Map<QName, String> getAttributeMap() {
        return new AttributeMap(attributes);
    }

    final Shape shape() {
        return shape;
    }

    final List<Attribute> attributeList() {
        return attributes;
    }

    final List<Object> contentList() {
        return content;
    }

    final boolean isVerbatim() {
        return verbatim;
    }

    final void setVerbatim(boolean itIs) {
        verbatim = itIs;
    }

    final Surroundings surroundings() {
        return surroundings;
    }

    final void setSurroundings(Surroundings around) {
        surroundings = around;
    }

    final String prefix() {
        return prefix;
    }

    final void setPrefix(String written) {
        prefix = written;
    }

    /** Makes the element for a child of this name, whether or not it is known. */
    final Element child(String namespace, String name) {
        String key = Shape.key(namespace, name);
        Element typed = newChild(key);
        if (typed != null) {
            return typed;
        }
        return shape.children().contains(key) ? new Leaf(namespace, name) : new ForeignElement(namespace, name);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Element that && Sameness.same(this, that);
    }

    @Override
    public final int hashCode() {
        return Sameness.hash(this);
    }

    /** Prints it, without the values of passwords and cookies. */
    @Override
    public final String toString() {
        return new Printer(Printer.Manner.WITHOUT_SECRETS).print(this);
    }
}
