package org.anfitrion.libvirt.xml.backup;

import org.jspecify.annotations.Nullable;

/** The checkpoint before another. */
public final class CheckpointParentElement {

    /** Its name. */
    public @Nullable String name;

    /** Creates an element that says nothing. */
    public CheckpointParentElement() {}
}
