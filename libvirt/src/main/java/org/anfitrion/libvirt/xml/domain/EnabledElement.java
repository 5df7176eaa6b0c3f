package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** Something that is on or off. */
public final class EnabledElement {

    /** {@code yes} or {@code no}. */
    @XmlAttribute
    public @Nullable String enabled;

    /** Creates an element that says nothing. */
    public EnabledElement() {}
}
