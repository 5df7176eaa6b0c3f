package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlValue;
import org.jspecify.annotations.Nullable;

/** A firmware image. */
public final class LoaderElement {

    /** How it is mapped: {@code rom} or {@code pflash}, which is UEFI's way. */
    @XmlAttribute
    public @Nullable String type;

    /** The image's path on the host. */
    @XmlValue
    public @Nullable String path;

    /** Creates an element that says nothing. */
    public LoaderElement() {}
}
