package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A size of huge pages. */
public final class PageElement {

    /** The size. */
    @XmlAttribute
    public @Nullable String size;

    /** Its unit; absent means KiB. */
    @XmlAttribute
    public @Nullable String unit;

    /** The guest's NUMA nodes that lie on them; absent means all. */
    @XmlAttribute
    public @Nullable String nodeset;

    /** Creates an element that says nothing. */
    public PageElement() {}
}
