package org.anfitrion.libvirt.xml.network;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import org.jspecify.annotations.Nullable;

/** Addresses that any guest gets. */
@XmlRootElement(name = "range")
public final class DhcpRangeElement {

    /** The first. */
    @XmlAttribute
    public @Nullable String start;

    /** The last. */
    @XmlAttribute
    public @Nullable String end;

    /** Creates an element that says nothing. */
    public DhcpRangeElement() {}
}
