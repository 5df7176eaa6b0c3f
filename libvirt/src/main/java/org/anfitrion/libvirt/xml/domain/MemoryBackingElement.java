package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** Where the guest's memory comes from. */
@XmlType(propOrder = {"hugepages", "locked", "source", "access"})
public final class MemoryBackingElement {

    /** There if it lies on huge pages. */
    public @Nullable HugepagesElement hugepages;

    /** There if the host may not swap it out. */
    public @Nullable OpaqueElement locked;

    /** What it is made of. */
    public @Nullable MemorySourceElement source;

    /** Who else may map it. */
    public @Nullable MemoryAccessElement access;

    /** Creates an element that says nothing. */
    public MemoryBackingElement() {}
}
