package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** Where a drive's content is. */
public final class DiskSourceElement {

    /** The image file's path on the host. */
    @XmlAttribute
    public @Nullable String file;

    /** The block device's path on the host. */
    @XmlAttribute
    public @Nullable String dev;

    /** Creates an element that says nothing. */
    public DiskSourceElement() {}
}
