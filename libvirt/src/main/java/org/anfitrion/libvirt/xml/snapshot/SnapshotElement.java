package org.anfitrion.libvirt.xml.snapshot;

import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElementWrapper;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A snapshot of a domain: the root of libvirt's snapshot XML. */
@XmlRootElement(name = "domainsnapshot")
@XmlType(propOrder = {"name", "description", "state", "parent", "creationTime", "memory", "disks", "domain"})
public final class SnapshotElement {

    /** The name, unique in the domain. */
    public @Nullable String name;

    /** A text for people. */
    public @Nullable String description;

    /** What the domain did: {@code running}, {@code paused}, {@code shutoff}, {@code disk-snapshot}, … */
    public @Nullable String state;

    /** What it was taken on top of. */
    public @Nullable SnapshotParentElement parent;

    /** When it was taken, in seconds since 1970. */
    public @Nullable String creationTime;

    /** Where the memory is. */
    public @Nullable SnapshotMemoryElement memory;

    /** Where the content of each drive is. */
    @XmlElementWrapper
    @XmlElement(name = "disk")
    public @Nullable List<SnapshotDiskElement> disks = new ArrayList<>();

    /** The configuration of that moment; old snapshots have none. */
    public @Nullable SnapshotDomainElement domain;

    /** Creates an element that says nothing. */
    public SnapshotElement() {}
}
