package org.anfitrion.libvirt.xml.storage;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import org.anfitrion.libvirt.xml.domain.SizeElement;
import org.jspecify.annotations.Nullable;

/** A volume: the root of its document. */
@XmlRootElement(name = "volume")
@XmlType(propOrder = {"name", "capacity", "allocation", "physical", "target", "backingStore"})
public final class VolumeElement {

    /** The kind: {@code file}, {@code block}, {@code dir}, {@code network}. */
    @XmlAttribute
    public @Nullable String type;

    /** The name, unique in its pool. */
    public @Nullable String name;

    /** Its size as a guest sees it; without a unit in bytes. */
    public @Nullable SizeElement capacity;

    /** The space that it takes. */
    public @Nullable SizeElement allocation;

    /** How long its file is. */
    public @Nullable SizeElement physical;

    /** Where the host has it. */
    public @Nullable VolumeTargetElement target;

    /** The image under it. */
    public @Nullable VolumeBackingElement backingStore;

    /** Creates an element that says nothing. */
    public VolumeElement() {}
}
