package org.anfitrion.libvirt.xml.element;

import jakarta.xml.bind.annotation.XmlTransient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An element that the schema knows: what the generated classes make their views of. */
@XmlTransient
public abstract non-sealed class TypedElement extends Element {

    /**
     * Creates an empty element.
     *
     * @param shape what the schema knows of it
     */
    protected TypedElement(Shape shape) {
        super(shape);
    }

    /**
     * Finds the only child of a class, or the first if there are more than the schema knows of.
     *
     * @param type the class
     * @param <E> the class
     * @return the child, if there is one
     */
    protected final <E extends Element> Optional<E> child(Class<E> type) {
        for (Object item : contentList()) {
            if (type.isInstance(item)) {
                return Optional.of(type.cast(item));
            }
        }
        return Optional.empty();
    }

    /**
     * Finds the only child of a class, or adds one.
     *
     * @param type the class
     * @param made makes one
     * @param <E> the class
     * @return the child
     */
    protected final <E extends Element> E childOrNew(Class<E> type, Supplier<E> made) {
        return child(type).orElseGet(() -> added(made.get()));
    }

    /**
     * Adds a child at the schema's place.
     *
     * @param child the child
     * @param <E> its class
     * @return the child
     */
    protected final <E extends Element> E added(E child) {
        add(child);
        return child;
    }

    /**
     * Puts a child in the place of the one of its class, or adds or removes it.
     *
     * @param type the class
     * @param value the child; null for none
     * @param <E> the class
     */
    protected final <E extends Element> void setChild(Class<E> type, @Nullable E value) {
        Optional<E> old = child(type);
        if (value == null) {
            old.ifPresent(this::remove);
        } else {
            old.ifPresentOrElse(there -> replace(there, value), () -> add(value));
        }
    }

    /**
     * Returns the children of a class.
     *
     * @param type the class
     * @param <E> the class
     * @return a live list of them
     */
    protected final <E extends Element> List<E> children(Class<E> type) {
        return new ChildList<>(this, type);
    }

    /**
     * Returns the text of a child.
     *
     * @param key its name; <code>{URI}name</code> if it is in a namespace
     * @return its text; empty if it is not there
     */
    protected final Optional<String> leaf(String key) {
        return find(key).map(Element::text);
    }

    /**
     * Sets the text of a child, or removes it.
     *
     * @param key its name; <code>{URI}name</code> if it is in a namespace
     * @param text its text; null for no child
     */
    protected final void setLeaf(String key, @Nullable String text) {
        Optional<Element> old = find(key);
        if (text == null) {
            old.ifPresent(this::remove);
        } else {
            old.orElseGet(() -> added(key)).setText(text);
        }
    }

    /**
     * Returns the texts of the children of a name.
     *
     * @param key the name; <code>{URI}name</code> if they are in a namespace
     * @return the texts, in their order
     */
    protected final List<String> leaves(String key) {
        List<String> texts = new ArrayList<>();
        elements().stream().filter(child -> isNamed(child, key)).forEach(child -> texts.add(child.text()));
        return List.copyOf(texts);
    }

    /**
     * Sets the texts of the children of a name; those that stay, stay where they are.
     *
     * @param key the name; <code>{URI}name</code> if they are in a namespace
     * @param texts the texts
     */
    protected final void setLeaves(String key, List<String> texts) {
        List<Element> old =
                elements().stream().filter(child -> isNamed(child, key)).toList();
        for (int i = 0; i < Math.max(old.size(), texts.size()); i++) {
            if (i >= texts.size()) {
                remove(old.get(i));
            } else {
                (i < old.size() ? old.get(i) : added(key)).setText(texts.get(i));
            }
        }
    }

    /**
     * Tells whether there is a child of a name.
     *
     * @param key the name; <code>{URI}name</code> if it is in a namespace
     * @return whether it is there
     */
    protected final boolean has(String key) {
        return find(key).isPresent();
    }

    /**
     * Adds or removes an empty child.
     *
     * @param key its name; <code>{URI}name</code> if it is in a namespace
     * @param there whether it is to be there
     */
    protected final void setFlag(String key, boolean there) {
        if (there != has(key)) {
            setLeaf(key, there ? "" : null);
        }
    }

    /**
     * Sets an attribute to the text of an open value.
     *
     * @param name the attribute
     * @param value the value; null removes the attribute
     */
    protected final void setOpen(String name, @Nullable OpenValue value) {
        setAttribute(name, value == null ? null : value.text());
    }

    private Optional<Element> find(String key) {
        for (Object item : contentList()) {
            if (item instanceof Element child && isNamed(child, key)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    private Element added(String key) {
        int end = key.indexOf('}');
        Element child = end < 0 ? new Leaf("", key) : new Leaf(key.substring(1, end), key.substring(end + 1));
        add(child);
        return child;
    }

    private static boolean isNamed(Element child, String key) {
        return child.elementNamespace().isEmpty()
                ? child.elementName().equals(key)
                : Shape.key(child.elementNamespace(), child.elementName()).equals(key);
    }
}
