package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlValue;
import org.jspecify.annotations.Nullable;

/** The kind of guest. */
public final class OsTypeElement {

    /** The guest's processor, such as {@code x86_64}. */
    @XmlAttribute
    public @Nullable String arch;

    /** The virtual board, such as {@code q35}. */
    @XmlAttribute
    public @Nullable String machine;

    /** The kind: {@code hvm}, {@code xen}, {@code linux}, {@code xenpvh}, {@code exe}. */
    @XmlValue
    public @Nullable String value;

    /** Creates an element that says nothing. */
    public OsTypeElement() {}
}
