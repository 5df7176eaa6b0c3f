package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** The image under a drive's, and those under it; empty at the end of the chain. */
@XmlType(propOrder = {"source", "backingStore"})
public final class BackingStoreElement {

    /** Where its content is. */
    public @Nullable DiskSourceElement source;

    /** The image under this one. */
    public @Nullable BackingStoreElement backingStore;

    /** Creates an element that says nothing. */
    public BackingStoreElement() {}
}
