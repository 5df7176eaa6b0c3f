package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** How the guest sees a drive. */
public final class DiskTargetElement {

    /** The device's name, unique in a domain: {@code vda}. A hint to the guest, a key to libvirt. */
    @XmlAttribute
    public @Nullable String dev;

    /** The bus: {@code virtio}, {@code sata}, {@code scsi}. */
    @XmlAttribute
    public @Nullable String bus;

    /** Creates an element that says nothing. */
    public DiskTargetElement() {}
}
