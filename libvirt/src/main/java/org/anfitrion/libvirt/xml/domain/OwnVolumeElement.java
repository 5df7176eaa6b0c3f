package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A file that is a volume of a pool. */
public final class OwnVolumeElement {

    /** The pool's name. */
    @XmlAttribute
    public @Nullable String pool;

    /** The volume's name in there. */
    @XmlAttribute
    public @Nullable String name;

    /** The file's path. */
    @XmlAttribute
    public @Nullable String path;

    /** Creates an element that says nothing. */
    public OwnVolumeElement() {}
}
