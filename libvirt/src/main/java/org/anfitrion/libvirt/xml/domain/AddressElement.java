package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** Where a device is plugged in. */
public final class AddressElement {

    /** The kind of address: {@code pci}, {@code drive}, {@code usb}. */
    @XmlAttribute
    public @Nullable String type;

    /** Creates an element that says nothing. */
    public AddressElement() {}
}
