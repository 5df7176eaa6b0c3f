package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** What carries files to the guest. */
public final class FilesystemDriverElement {

    /** The way: {@code path}, {@code virtiofs}, {@code loop}, {@code nbd}, {@code ploop}. */
    @XmlAttribute
    public @Nullable String type;

    /** How an image lays its content out. */
    @XmlAttribute
    public @Nullable String format;

    /** Creates an element that says nothing. */
    public FilesystemDriverElement() {}
}
