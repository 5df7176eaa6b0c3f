package org.anfitrion.libvirt.xml.network;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** An address of the host in a network, and what guests get there. */
@XmlType(propOrder = {"dhcp"})
public final class IpElement {

    /** {@code ipv4} or {@code ipv6}; without it the former. */
    @XmlAttribute
    public @Nullable String family;

    /** The address. */
    @XmlAttribute
    public @Nullable String address;

    /** The length of the prefix, in the old way. */
    @XmlAttribute
    public @Nullable String netmask;

    /** The length of the prefix. */
    @XmlAttribute
    public @Nullable String prefix;

    /** The addresses that guests get. */
    public @Nullable DhcpElement dhcp;

    /** Creates an element that says nothing. */
    public IpElement() {}
}
