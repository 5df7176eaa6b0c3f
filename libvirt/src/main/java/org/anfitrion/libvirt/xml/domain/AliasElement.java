package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** The name of a device in a running domain. */
public final class AliasElement {

    /** The name: {@code serial0}. */
    @XmlAttribute
    public @Nullable String name;

    /** Creates an element that says nothing. */
    public AliasElement() {}
}
