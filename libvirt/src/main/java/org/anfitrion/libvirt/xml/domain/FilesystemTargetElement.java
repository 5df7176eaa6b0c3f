package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** Where the guest sees files. */
public final class FilesystemTargetElement {

    /** A path for a container, a tag for a machine. */
    @XmlAttribute
    public @Nullable String dir;

    /** Creates an element that says nothing. */
    public FilesystemTargetElement() {}
}
