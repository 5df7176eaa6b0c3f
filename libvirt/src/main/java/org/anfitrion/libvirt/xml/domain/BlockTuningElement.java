package org.anfitrion.libvirt.xml.domain;

import org.jspecify.annotations.Nullable;

/** How a domain shares the host's disks with others. */
public final class BlockTuningElement {

    /** The weight of its traffic. */
    public @Nullable String weight;

    /** Creates an element that says nothing. */
    public BlockTuningElement() {}
}
