package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** How the guest sees a serial port, console or channel. */
public final class CharacterTargetElement {

    /** The kind: {@code serial}, {@code virtio}, {@code xen}, {@code isa-serial}. */
    @XmlAttribute
    public @Nullable String type;

    /** The name of a channel. */
    @XmlAttribute
    public @Nullable String name;

    /** Its number among those of its kind. */
    @XmlAttribute
    public @Nullable String port;

    /** Creates an element that says nothing. */
    public CharacterTargetElement() {}
}
