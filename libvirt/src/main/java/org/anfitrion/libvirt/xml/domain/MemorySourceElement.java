package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** What memory is made of. */
public final class MemorySourceElement {

    /** The kind: {@code anonymous}, {@code memfd}, {@code file}. */
    @XmlAttribute
    public @Nullable String type;

    /** Creates an element that says nothing. */
    public MemorySourceElement() {}
}
