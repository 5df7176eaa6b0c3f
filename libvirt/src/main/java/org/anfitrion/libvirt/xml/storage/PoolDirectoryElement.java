package org.anfitrion.libvirt.xml.storage;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A folder of another host. */
public final class PoolDirectoryElement {

    /** Its path there. */
    @XmlAttribute
    public @Nullable String path;

    /** Creates an element that says nothing. */
    public PoolDirectoryElement() {}
}
