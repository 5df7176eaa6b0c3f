package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A controller or bridge. */
public final class ControllerElement {

    /** The kind: {@code pci}, {@code sata}, {@code scsi}, {@code usb}, {@code virtio-serial}. */
    @XmlAttribute
    public @Nullable String type;

    /** Its number among those of its kind. */
    @XmlAttribute
    public @Nullable String index;

    /** What it is exactly: {@code pcie-root-port}, {@code virtio-scsi}. */
    @XmlAttribute
    public @Nullable String model;

    /** Creates an element that says nothing. */
    public ControllerElement() {}
}
