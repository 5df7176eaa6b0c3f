package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** How fast one direction may be. */
public final class RateElement {

    /** KiB in a second. */
    @XmlAttribute
    public @Nullable String average;

    /** Creates an element that says nothing. */
    public RateElement() {}
}
