package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** What becomes of a feature of the processor. */
public final class CpuFeatureElement {

    /** {@code require}, {@code disable}, {@code force}, {@code optional}, {@code forbid}. */
    @XmlAttribute
    public @Nullable String policy;

    /** The feature. */
    @XmlAttribute
    public @Nullable String name;

    /** Creates an element that says nothing. */
    public CpuFeatureElement() {}
}
