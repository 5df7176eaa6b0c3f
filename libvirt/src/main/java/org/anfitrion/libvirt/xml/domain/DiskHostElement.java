package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A host that has a drive's content. */
public final class DiskHostElement {

    /** Its name or address. */
    @XmlAttribute
    public @Nullable String name;

    /** Its port; absent means the protocol's own. */
    @XmlAttribute
    public @Nullable String port;

    /** How it is reached: {@code tcp}, {@code rdma}, {@code unix}. */
    @XmlAttribute
    public @Nullable String transport;

    /** A Unix socket instead of name and port. */
    @XmlAttribute
    public @Nullable String socket;

    /** Creates an element that says nothing. */
    public DiskHostElement() {}
}
