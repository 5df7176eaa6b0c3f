package org.anfitrion.examples.xml;

import java.util.Locale;
import org.anfitrion.libvirt.xml.element.Attribute;
import org.anfitrion.libvirt.xml.element.Element;
import org.anfitrion.libvirt.xml.element.ForeignElement;

/** What the report says of all documents with the same root element. */
final class Line {

    static final String HEAD = "%-26s %6s %6s %8s %8s %8s %7s %7s %7s"
            .formatted("root", "files", "read", "lossless", "valid", "& after", "items", "typed", "µs each");

    final String root;
    int files;
    int read;
    int lossless;
    int validBefore;
    int validAfter;
    boolean hasSchema;
    boolean validated;
    long nanoseconds;
    private long items;
    private long typed;

    Line(String root) {
        this.root = root;
    }

    /** Counts elements and attributes, and those that there is a typed view of. */
    void count(Element element) {
        items++;
        typed += element instanceof ForeignElement ? 0 : 1;
        for (Attribute attribute : element.attributes()) {
            if (!attribute.isDeclaration()) {
                items++;
                typed += element.knows(attribute) ? 1 : 0;
            }
        }
        element.elements().forEach(this::count);
    }

    void add(Line other) {
        files += other.files;
        read += other.read;
        lossless += other.lossless;
        validBefore += other.validBefore;
        validAfter += other.validAfter;
        hasSchema |= other.hasSchema;
        validated |= other.validated;
        nanoseconds += other.nanoseconds;
        items += other.items;
        typed += other.typed;
    }

    double typedShare() {
        return items == 0 ? 100 : 100.0 * typed / items;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-26s %6d %6d %8d %8s %8s %7d %6.2f%% %7d",
                root,
                files,
                read,
                lossless,
                validated ? validBefore : "-",
                validated ? validAfter : "-",
                items,
                typedShare(),
                read == 0 ? 0 : nanoseconds / 1000 / read);
    }
}
