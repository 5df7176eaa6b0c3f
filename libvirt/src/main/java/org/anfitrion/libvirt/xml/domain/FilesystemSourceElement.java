package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** Where files are. */
public final class FilesystemSourceElement {

    /** A directory of the host. */
    @XmlAttribute
    public @Nullable String dir;

    /** An image. */
    @XmlAttribute
    public @Nullable String file;

    /** A block device. */
    @XmlAttribute
    public @Nullable String dev;

    /** A template. */
    @XmlAttribute
    public @Nullable String name;

    /** How much memory they may take. */
    @XmlAttribute
    public @Nullable String usage;

    /** The unit of the memory; absent means KiB. */
    @XmlAttribute
    public @Nullable String units;

    /** Creates an element that says nothing. */
    public FilesystemSourceElement() {}
}
