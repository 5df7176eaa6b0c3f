package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** What a network card is connected to. */
public final class InterfaceSourceElement {

    /** A network that libvirt manages. */
    @XmlAttribute
    public @Nullable String network;

    /** A bridge that exists on the host. */
    @XmlAttribute
    public @Nullable String bridge;

    /** Creates an element that says nothing. */
    public InterfaceSourceElement() {}
}
