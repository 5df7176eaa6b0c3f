package org.anfitrion.libvirt.xml.storage;

import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** Where the host has a volume. */
@XmlType(propOrder = {"path", "format", "compat"})
public final class VolumeTargetElement {

    /** Its path. */
    public @Nullable String path;

    /** How it is laid out. */
    public @Nullable FormatElement format;

    /** The oldest QEMU that can read it, for {@code qcow2}: {@code 0.10} or {@code 1.1}. */
    public @Nullable String compat;

    /** Creates an element that says nothing. */
    public VolumeTargetElement() {}
}
