package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** Limits of the host's memory that a domain takes. */
@XmlType(propOrder = {"hardLimit", "softLimit", "swapHardLimit"})
public final class MemoryTuningElement {

    /** What it may never exceed. */
    @XmlElement(name = "hard_limit")
    public @Nullable SizeElement hardLimit;

    /** What it is pushed back to when the host needs some. */
    @XmlElement(name = "soft_limit")
    public @Nullable SizeElement softLimit;

    /** What memory and swap together may never exceed. */
    @XmlElement(name = "swap_hard_limit")
    public @Nullable SizeElement swapHardLimit;

    /** Creates an element that says nothing. */
    public MemoryTuningElement() {}
}
