package org.anfitrion.libvirt.xml.backup;

import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** A checkpoint: the root of libvirt's checkpoint XML. */
@XmlRootElement(name = "domaincheckpoint")
@XmlType(propOrder = {"name", "parent", "creationTime"})
public final class CheckpointElement {

    /** The name, unique in the domain. */
    public @Nullable String name;

    /** The one before. */
    public @Nullable CheckpointParentElement parent;

    /** When it was made, in seconds since 1970. */
    public @Nullable String creationTime;

    /** Creates an element that says nothing. */
    public CheckpointElement() {}
}
