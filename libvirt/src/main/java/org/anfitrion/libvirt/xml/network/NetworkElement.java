package org.anfitrion.libvirt.xml.network;

import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A network: the root of libvirt's network XML. */
@XmlRootElement(name = "network")
@XmlType(propOrder = {"name", "uuid", "forward", "bridge", "domain", "ips"})
public final class NetworkElement {

    /** The name, unique on the host. */
    public @Nullable String name;

    /** The UUID. */
    public @Nullable String uuid;

    /** The way out; without it there is none. */
    public @Nullable ForwardElement forward;

    /** The bridge of the host that guests are on. */
    public @Nullable BridgeElement bridge;

    /** The DNS domain of the guests. */
    public @Nullable DnsDomainElement domain;

    /** The host's own addresses in the network. */
    @XmlElement(name = "ip")
    public List<IpElement> ips = new ArrayList<>();

    /** Creates an element that says nothing. */
    public NetworkElement() {}
}
