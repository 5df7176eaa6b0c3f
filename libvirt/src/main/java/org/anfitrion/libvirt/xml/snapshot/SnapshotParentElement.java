package org.anfitrion.libvirt.xml.snapshot;

import org.jspecify.annotations.Nullable;

/** What a snapshot was taken on top of. */
public final class SnapshotParentElement {

    /** The other snapshot's name. */
    public @Nullable String name;

    /** Creates an element that says nothing. */
    public SnapshotParentElement() {}
}
