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

    /** A segment without the host. */
    @XmlAttribute
    public @Nullable String name;

    /** An interface of the host. */
    @XmlAttribute
    public @Nullable String dev;

    /** How an interface of the host is shared: {@code bridge}, {@code vepa}, {@code private}, {@code passthrough}. */
    @XmlAttribute
    public @Nullable String mode;

    /** Creates an element that says nothing. */
    public InterfaceSourceElement() {}
}
