package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** How fast a network card may be. */
@XmlType(propOrder = {"inbound", "outbound"})
public final class BandwidthElement {

    /** To the guest. */
    public @Nullable RateElement inbound;

    /** From the guest. */
    public @Nullable RateElement outbound;

    /** Creates an element that says nothing. */
    public BandwidthElement() {}
}
