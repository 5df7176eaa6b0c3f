package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlElement;
import org.jspecify.annotations.Nullable;

/** What programs keep in a configuration: libvirt takes one element of each namespace. */
public final class MetadataElement {

    /** The namespace of what this library keeps there. */
    public static final String NAMESPACE = "https://anfitrion.org/domain/1";

    /** The prefix that it is written with. */
    public static final String PREFIX = "anfitrion";

    /** Who made the domain. */
    @XmlElement(name = "owner", namespace = NAMESPACE)
    public @Nullable OwnerElement owner;

    /** Creates an element that says nothing. */
    public MetadataElement() {}
}
