package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlValue;
import org.jspecify.annotations.Nullable;

/** The name of a processor. */
public final class CpuModelElement {

    /** Whether a host may take a similar one: {@code allow} or {@code forbid}. */
    @XmlAttribute
    public @Nullable String fallback;

    /** The name. */
    @XmlValue
    public @Nullable String name;

    /** Creates an element that says nothing. */
    public CpuModelElement() {}
}
