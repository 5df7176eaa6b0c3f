package org.anfitrion.libvirt.xml.snapshot;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** Where the memory of a snapshot is. */
public final class SnapshotMemoryElement {

    /** {@code no}, {@code internal} or {@code external}. */
    @XmlAttribute
    public @Nullable String snapshot;

    /** Creates an element that says nothing. */
    public SnapshotMemoryElement() {}
}
