package org.anfitrion.libvirt.xml.storage;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** How a pool or an image is laid out. */
public final class FormatElement {

    /** The name of the format: {@code qcow2}, {@code raw}, {@code ext4}. */
    @XmlAttribute
    public @Nullable String type;

    /** Creates an element that says nothing. */
    public FormatElement() {}
}
