package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a drive's content is. */
public final class DiskSourceElement {

    /** The image file's path on the host. */
    @XmlAttribute
    public @Nullable String file;

    /** The block device's path on the host. */
    @XmlAttribute
    public @Nullable String dev;

    /** The pool that has the volume. */
    @XmlAttribute
    public @Nullable String pool;

    /** The volume's name in the pool. */
    @XmlAttribute
    public @Nullable String volume;

    /** How another host is asked: {@code nbd}, {@code rbd}, {@code iscsi}. */
    @XmlAttribute
    public @Nullable String protocol;

    /** What the other host calls it. */
    @XmlAttribute
    public @Nullable String name;

    /** The hosts that have it. */
    @XmlElement(name = "host")
    public List<DiskHostElement> hosts = new ArrayList<>();

    /** Creates an element that says nothing. */
    public DiskSourceElement() {}
}
