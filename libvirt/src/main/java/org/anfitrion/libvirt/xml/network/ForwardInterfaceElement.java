package org.anfitrion.libvirt.xml.network;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** An interface of the host that a network leads to. */
public final class ForwardInterfaceElement {

    /** Its name. */
    @XmlAttribute
    public @Nullable String dev;

    /** Creates an element that says nothing. */
    public ForwardInterfaceElement() {}
}
