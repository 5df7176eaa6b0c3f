package org.anfitrion.libvirt.xml.storage;

import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** The image under a volume. */
@XmlType(propOrder = {"path", "format"})
public final class VolumeBackingElement {

    /** Its path. */
    public @Nullable String path;

    /** How it is laid out. */
    public @Nullable FormatElement format;

    /** Creates an element that says nothing. */
    public VolumeBackingElement() {}
}
