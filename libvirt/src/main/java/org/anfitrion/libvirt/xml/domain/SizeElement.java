package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlValue;
import org.jspecify.annotations.Nullable;

/** An amount of memory with its unit. */
public final class SizeElement {

    /** The unit, as libvirt reads it; absent means KiB. */
    @XmlAttribute
    public @Nullable String unit;

    /** The number. */
    @XmlValue
    public @Nullable String value;

    /** Creates an element that says nothing. */
    public SizeElement() {}
}
