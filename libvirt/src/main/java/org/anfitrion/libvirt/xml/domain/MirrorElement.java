package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A block job that copies a drive, or commits what its guest writes. */
public final class MirrorElement {

    /** The kind: {@code copy} or {@code active-commit}. */
    @XmlAttribute
    public @Nullable String job;

    /** Whether it has caught up: {@code yes}; while it ends {@code pivot} or {@code abort}. */
    @XmlAttribute
    public @Nullable String ready;

    /** Creates an element that says nothing. */
    public MirrorElement() {}
}
