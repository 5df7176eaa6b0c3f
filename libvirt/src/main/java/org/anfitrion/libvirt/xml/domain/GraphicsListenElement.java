package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** What a screen listens on. */
public final class GraphicsListenElement {

    /** The kind: {@code address}, {@code network}, {@code socket}, {@code none}. */
    @XmlAttribute
    public @Nullable String type;

    /** The address. */
    @XmlAttribute
    public @Nullable String address;

    /** Creates an element that says nothing. */
    public GraphicsListenElement() {}
}
