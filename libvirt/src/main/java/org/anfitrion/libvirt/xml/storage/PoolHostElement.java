package org.anfitrion.libvirt.xml.storage;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A host that serves a pool. */
public final class PoolHostElement {

    /** Its name or address. */
    @XmlAttribute
    public @Nullable String name;

    /** Its port, if it is not the usual. */
    @XmlAttribute
    public @Nullable String port;

    /** Creates an element that says nothing. */
    public PoolHostElement() {}
}
