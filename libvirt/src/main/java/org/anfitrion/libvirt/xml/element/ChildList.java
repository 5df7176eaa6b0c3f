package org.anfitrion.libvirt.xml.element;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The children of a class, in their order; adding to it puts one at its place among all children. */
final class ChildList<E extends Element> extends AbstractList<E> {

    private final Element parent;
    private final Class<E> type;

    ChildList(Element parent, Class<E> type) {
        this.parent = parent;
        this.type = type;
    }

    @Override
    public E get(int index) {
        return type.cast(parent.contentList().get(place(index)));
    }

    @Override
    public int size() {
        int count = 0;
        for (Object item : parent.contentList()) {
            count += type.isInstance(item) ? 1 : 0;
        }
        return count;
    }

    @Override
    public void add(int index, E child) {
        if (index == size()) {
            parent.add(child);
            return;
        }
        // Takes the place of the one there, and all from there on move up by one.
        E moved = child;
        for (int i = index; i < size(); i++) {
            moved = set(i, moved);
        }
        parent.add(moved);
    }

    /** By place, not by identity: who sorts a list has an element in it twice for a while. */
    @Override
    public E set(int index, E child) {
        return type.cast(parent.contentList().set(place(index), child));
    }

    @Override
    public E remove(int index) {
        int place = place(index);
        E old = type.cast(parent.contentList().get(place));
        Layout.remove(parent, place);
        return old;
    }

    /** Where among all that is in the parent. */
    private int place(int index) {
        List<Object> content = parent.contentList();
        int left = index;
        for (int i = 0; index >= 0 && i < content.size(); i++) {
            if (type.isInstance(content.get(i)) && left-- == 0) {
                return i;
            }
        }
        throw new IndexOutOfBoundsException(index);
    }

    /** Over what there is now, so that it takes as many steps as there are children. */
    @Override
    public Iterator<E> iterator() {
        List<Object> content = List.copyOf(parent.contentList());
        Iterator<E> children =
                content.stream().filter(type::isInstance).map(type::cast).iterator();
        return new Iterator<>() {
            private @Nullable E last;

            @Override
            public boolean hasNext() {
                return children.hasNext();
            }

            @Override
            public E next() {
                E next = children.next();
                last = next;
                return next;
            }

            @Override
            public void remove() {
                if (last == null) {
                    throw new IllegalStateException("there was no next() before");
                }
                parent.remove(last);
                last = null;
            }
        };
    }
}
