package org.anfitrion.libvirt.xml.network;

import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;

/** The addresses that guests get. */
@XmlType(propOrder = {"ranges", "hosts"})
public final class DhcpElement {

    /** Those that any guest gets. */
    @XmlElement(name = "range")
    public List<DhcpRangeElement> ranges = new ArrayList<>();

    /** Those that are kept for certain guests. */
    @XmlElement(name = "host")
    public List<DhcpHostElement> hosts = new ArrayList<>();

    /** Creates an element that says nothing. */
    public DhcpElement() {}
}
