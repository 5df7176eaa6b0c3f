package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** One of the guest's NUMA nodes. */
public final class NumaCellElement {

    /** Its number. */
    @XmlAttribute
    public @Nullable String id;

    /** The guest's CPUs in it. */
    @XmlAttribute
    public @Nullable String cpus;

    /** The guest's memory in it. */
    @XmlAttribute
    public @Nullable String memory;

    /** The unit of the memory; absent means KiB. */
    @XmlAttribute
    public @Nullable String unit;

    /** Who else may map its memory: {@code shared} or {@code private}. */
    @XmlAttribute(name = "memAccess")
    public @Nullable String memoryAccess;

    /** Creates an element that says nothing. */
    public NumaCellElement() {}
}
