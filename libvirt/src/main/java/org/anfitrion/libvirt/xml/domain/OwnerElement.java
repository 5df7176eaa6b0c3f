package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlValue;
import org.jspecify.annotations.Nullable;

/** Who made a domain. */
public final class OwnerElement {

    /** The owner's line, as {@link org.anfitrion.api.domain.Owner#toString()} writes it. */
    @XmlValue
    public @Nullable String line;

    /** Creates an element that says nothing. */
    public OwnerElement() {}
}
