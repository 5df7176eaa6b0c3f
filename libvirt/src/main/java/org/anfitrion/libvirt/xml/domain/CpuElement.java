package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** The processor that the guest sees. */
public final class CpuElement {

    /** Where the model comes from: {@code custom}, {@code host-model}, {@code host-passthrough}, {@code maximum}. */
    @XmlAttribute
    public @Nullable String mode;

    /** How strictly libvirt compares it with what the guest gets. */
    @XmlAttribute
    public @Nullable String check;

    /** Whether features that hinder migration are hidden. */
    @XmlAttribute
    public @Nullable String migratable;

    /** Creates an element that says nothing. */
    public CpuElement() {}
}
