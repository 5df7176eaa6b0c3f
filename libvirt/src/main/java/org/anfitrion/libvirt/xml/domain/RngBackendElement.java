package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlValue;
import org.jspecify.annotations.Nullable;

/** Where the host takes entropy from. */
public final class RngBackendElement {

    /** The kind: {@code random}, {@code egd}, {@code builtin}. */
    @XmlAttribute
    public @Nullable String model;

    /** The device's path on the host. */
    @XmlValue
    public @Nullable String path;

    /** Creates an element that says nothing. */
    public RngBackendElement() {}
}
