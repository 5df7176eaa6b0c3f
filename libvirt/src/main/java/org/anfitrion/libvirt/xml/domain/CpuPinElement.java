package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** On which processors of the host something runs. */
public final class CpuPinElement {

    /** The virtual CPU's number; absent where it is not about one. */
    @XmlAttribute
    public @Nullable String vcpu;

    /** The processors, as in {@code 0-3,8}; {@code ^} takes one out. */
    @XmlAttribute
    public @Nullable String cpuset;

    /** Creates an element that says nothing. */
    public CpuPinElement() {}
}
