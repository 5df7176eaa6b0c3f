package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** Which of several devices the guest sees. */
public final class ModelElement {

    /** The device: {@code virtio}, {@code e1000e}. */
    @XmlAttribute
    public @Nullable String type;

    /** Creates an element that says nothing. */
    public ModelElement() {}
}
