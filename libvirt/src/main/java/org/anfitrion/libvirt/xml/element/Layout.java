package org.anfitrion.libvirt.xml.element;

import java.util.List;

/** Puts elements in and takes them out so that those around them keep their lines and indentation. */
final class Layout {

    private Layout() {}

    /** Inserts a child behind the sibling at one index, or before the first one if that index is negative. */
    static void insert(Element parent, Element child, int behind, int first) {
        List<Object> content = parent.contentList();
        if (first < 0) {
            if (isBlank(content)) {
                content.clear();
                parent.setVerbatim(false);
            }
            content.add(child);
            return;
        }
        int index = behind < 0 ? first : behind + 1;
        Object blank = parent.isVerbatim() && first > 0 ? content.get(first - 1) : "";
        content.add(index, child);
        if (blank instanceof String line && !line.isEmpty() && Blank.is(line)) {
            content.add(behind < 0 ? index + 1 : index, line);
        }
    }

    static void remove(Element parent, int index) {
        List<Object> content = parent.contentList();
        content.remove(index);
        if (index > 0 && content.get(index - 1) instanceof String text && Blank.is(text)) {
            content.remove(index - 1);
        }
        if (isBlank(content)) {
            content.clear();
        }
    }

    private static boolean isBlank(List<Object> content) {
        return content.stream().allMatch(item -> item instanceof String text && Blank.is(text));
    }
}
