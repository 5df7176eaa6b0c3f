package org.anfitrion.libvirt.xml.storage;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A device that a pool lies on. */
public final class PoolDeviceElement {

    /** Its path on the host, or the name of an iSCSI target. */
    @XmlAttribute
    public @Nullable String path;

    /** Creates an element that says nothing. */
    public PoolDeviceElement() {}
}
