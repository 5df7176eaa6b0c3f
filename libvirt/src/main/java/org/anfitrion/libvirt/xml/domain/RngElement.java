package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A source of entropy for the guest. */
public final class RngElement {

    /** The device: {@code virtio}. */
    @XmlAttribute
    public @Nullable String model;

    /** Where the host takes it from. */
    public @Nullable RngBackendElement backend;

    /** Creates an element that says nothing. */
    public RngElement() {}
}
