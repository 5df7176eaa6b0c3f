package org.anfitrion.libvirt.xml.network;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A bridge of the host. */
public final class BridgeElement {

    /** Its device. */
    @XmlAttribute
    public @Nullable String name;

    /** Creates an element that says nothing. */
    public BridgeElement() {}
}
