package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A device's own place in the boot order; excludes {@link OsElement#boot}. */
public final class BootOrderElement {

    /** The place, from 1. */
    @XmlAttribute
    public @Nullable String order;

    /** Creates an element that says nothing. */
    public BootOrderElement() {}
}
