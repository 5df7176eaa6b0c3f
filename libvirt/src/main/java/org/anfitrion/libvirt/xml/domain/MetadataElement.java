package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlElement;
import org.jspecify.annotations.Nullable;

/** What programs keep in a configuration: libvirt takes one element of each namespace. */
public final class MetadataElement {

    /** What this library keeps there. */
    @XmlElement(name = "domain", namespace = OwnElement.NAMESPACE)
    public @Nullable OwnElement own;

    /** Creates an element that says nothing. */
    public MetadataElement() {}
}
