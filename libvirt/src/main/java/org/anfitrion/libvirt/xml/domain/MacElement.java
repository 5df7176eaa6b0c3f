package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** An Ethernet address. */
public final class MacElement {

    /** The address, six octets with colons. */
    @XmlAttribute
    public @Nullable String address;

    /** Creates an element that says nothing. */
    public MacElement() {}
}
