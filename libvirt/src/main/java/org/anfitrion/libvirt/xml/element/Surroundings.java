package org.anfitrion.libvirt.xml.element;

import java.util.List;

/**
 * What stands around the root of a document: such as the instruction that names a style sheet.
 *
 * @param before what stands before the root
 * @param after what stands behind it
 */
record Surroundings(List<Aside> before, List<Aside> after) {

    static final Surroundings NOTHING = new Surroundings(List.of(), List.of());

    Surroundings {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
