package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** Who else may map memory. */
public final class MemoryAccessElement {

    /** {@code shared} or {@code private}. */
    @XmlAttribute
    public @Nullable String mode;

    /** Creates an element that says nothing. */
    public MemoryAccessElement() {}
}
