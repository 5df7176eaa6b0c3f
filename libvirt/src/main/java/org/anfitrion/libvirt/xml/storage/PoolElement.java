package org.anfitrion.libvirt.xml.storage;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import org.anfitrion.libvirt.xml.domain.SizeElement;
import org.jspecify.annotations.Nullable;

/** A pool: the root of its document. */
@XmlRootElement(name = "pool")
@XmlType(propOrder = {"name", "uuid", "capacity", "allocation", "available", "source", "target"})
public final class PoolElement {

    /** The kind: {@code dir}, {@code fs}, {@code netfs}, {@code logical}, {@code iscsi}. */
    @XmlAttribute
    public @Nullable String type;

    /** The name, unique on the host. */
    public @Nullable String name;

    /** The UUID. */
    public @Nullable String uuid;

    /** What it can hold; without a unit in bytes. */
    public @Nullable SizeElement capacity;

    /** What of it is used. */
    public @Nullable SizeElement allocation;

    /** What is free. */
    public @Nullable SizeElement available;

    /** What it is made of. */
    public @Nullable PoolSourceElement source;

    /** Where the host has it. */
    public @Nullable PoolTargetElement target;

    /** Creates an element that says nothing. */
    public PoolElement() {}
}
