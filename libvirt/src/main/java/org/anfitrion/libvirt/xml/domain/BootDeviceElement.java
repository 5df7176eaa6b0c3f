package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A kind of device that firmware starts from. */
public final class BootDeviceElement {

    /** The kind: {@code hd}, {@code cdrom}, {@code network}, {@code fd}. */
    @XmlAttribute
    public @Nullable String dev;

    /** Creates an element that says nothing. */
    public BootDeviceElement() {}
}
