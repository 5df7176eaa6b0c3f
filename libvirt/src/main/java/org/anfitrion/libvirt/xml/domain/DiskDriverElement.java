package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** How the host reads a drive's source. */
public final class DiskDriverElement {

    /** The part of the hypervisor that does it: {@code qemu}. */
    @XmlAttribute
    public @Nullable String name;

    /** The format: {@code raw}, {@code qcow2}. */
    @XmlAttribute
    public @Nullable String type;

    /** Creates an element that says nothing. */
    public DiskDriverElement() {}
}
