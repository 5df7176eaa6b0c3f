package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** The memory balloon. */
public final class BalloonElement {

    /** The device: {@code virtio}, {@code xen}, {@code none}. */
    @XmlAttribute
    public @Nullable String model;

    /** Creates an element that says nothing. */
    public BalloonElement() {}
}
