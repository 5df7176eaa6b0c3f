package org.anfitrion.libvirt.xml.network;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** The DNS domain of a network's guests. */
public final class DnsDomainElement {

    /** The domain. */
    @XmlAttribute
    public @Nullable String name;

    /** Creates an element that says nothing. */
    public DnsDomainElement() {}
}
