package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** Where the host takes the memory of one of the guest's NUMA nodes from. */
public final class NumaNodeElement {

    /** The guest's node. */
    @XmlAttribute(name = "cellid")
    public @Nullable String cellId;

    /** How strictly: {@code strict}, {@code preferred}, {@code interleave}, {@code restrictive}. */
    @XmlAttribute
    public @Nullable String mode;

    /** The host's nodes. */
    @XmlAttribute
    public @Nullable String nodeset;

    /** Creates an element that says nothing. */
    public NumaNodeElement() {}
}
