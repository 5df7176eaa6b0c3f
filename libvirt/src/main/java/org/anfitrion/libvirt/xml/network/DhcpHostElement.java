package org.anfitrion.libvirt.xml.network;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import org.jspecify.annotations.Nullable;

/** An address that is kept for a guest. */
@XmlRootElement(name = "host")
public final class DhcpHostElement {

    /** The guest's card. */
    @XmlAttribute
    public @Nullable String mac;

    /** The guest's identifier, in place of a card. */
    @XmlAttribute
    public @Nullable String id;

    /** What the guest is called. */
    @XmlAttribute
    public @Nullable String name;

    /** The address. */
    @XmlAttribute
    public @Nullable String ip;

    /** Creates an element that says nothing. */
    public DhcpHostElement() {}
}
