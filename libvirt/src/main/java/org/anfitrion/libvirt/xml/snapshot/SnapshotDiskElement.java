package org.anfitrion.libvirt.xml.snapshot;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** Where the content of a drive is. */
public final class SnapshotDiskElement {

    /** The drive, by its target. */
    @XmlAttribute
    public @Nullable String name;

    /** {@code no}, {@code internal}, {@code external} or {@code manual}. */
    @XmlAttribute
    public @Nullable String snapshot;

    /** Creates an element that says nothing. */
    public SnapshotDiskElement() {}
}
