package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A network card's cable. */
public final class LinkElement {

    /** {@code up} or {@code down}; absent means up. */
    @XmlAttribute
    public @Nullable String state;

    /** Creates an element that says nothing. */
    public LinkElement() {}
}
