package org.anfitrion.libvirt.xml.snapshot;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** The domain as it was; only that it is there matters here. */
public final class SnapshotDomainElement {

    /** The hypervisor. */
    @XmlAttribute
    public @Nullable String type;

    /** Creates an element that says nothing. */
    public SnapshotDomainElement() {}
}
