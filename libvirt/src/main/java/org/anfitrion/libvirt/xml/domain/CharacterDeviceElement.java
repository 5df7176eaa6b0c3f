package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** A serial port, console or channel. */
@XmlType(propOrder = {"source", "target", "alias"})
public final class CharacterDeviceElement {

    /** What the host connects it to: {@code pty}, {@code unix}, {@code file}. */
    @XmlAttribute
    public @Nullable String type;

    /** Where the host connects it. */
    public @Nullable OpaqueElement source;

    /** How the guest sees it. */
    public @Nullable CharacterTargetElement target;

    /** Its name in a running domain. */
    public @Nullable AliasElement alias;

    /** Creates an element that says nothing. */
    public CharacterDeviceElement() {}
}
