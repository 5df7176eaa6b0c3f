package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** What the virtual board has. */
@XmlType(propOrder = {"acpi", "apic"})
public final class FeaturesElement {

    /** Power management tables; without them a PC guest does not hear of a shutdown. */
    public @Nullable OpaqueElement acpi;

    /** The interrupt controller of multiprocessor PCs. */
    public @Nullable OpaqueElement apic;

    /** Creates an element that says nothing. */
    public FeaturesElement() {}
}
