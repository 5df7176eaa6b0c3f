package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlValue;
import org.jspecify.annotations.Nullable;

/** The number of virtual CPUs. */
public final class VcpuElement {

    /** Who places them on the host's processors: {@code static} or {@code auto}. */
    @XmlAttribute
    public @Nullable String placement;

    /** How many are on line at the start; absent means all. */
    @XmlAttribute
    public @Nullable String current;

    /** How many there can be. */
    @XmlValue
    public @Nullable String value;

    /** Creates an element that says nothing. */
    public VcpuElement() {}
}
