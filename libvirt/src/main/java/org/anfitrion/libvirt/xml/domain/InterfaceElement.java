package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** A network card. */
@XmlType(propOrder = {"mac", "source", "model", "link", "bandwidth", "boot"})
public final class InterfaceElement {

    /** What it is connected to: {@code user}, {@code network}, {@code bridge}, {@code direct}, … */
    @XmlAttribute
    public @Nullable String type;

    /** Its Ethernet address. */
    public @Nullable MacElement mac;

    /** The network or device it is connected to. */
    public @Nullable InterfaceSourceElement source;

    /** The card that the guest sees. */
    public @Nullable ModelElement model;

    /** Its cable. */
    public @Nullable LinkElement link;

    /** How fast it may be. */
    public @Nullable BandwidthElement bandwidth;

    /** The card's own place in the boot order. */
    public @Nullable BootOrderElement boot;

    /** Creates an element that says nothing. */
    public InterfaceElement() {}
}
