package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** The sleep states that the firmware offers. */
@XmlType(propOrder = {"suspendToMemory", "suspendToDisk"})
public final class PowerManagementElement {

    /** Suspend to memory (S3). */
    @XmlElement(name = "suspend-to-mem")
    public @Nullable EnabledElement suspendToMemory;

    /** Suspend to disk (S4). */
    @XmlElement(name = "suspend-to-disk")
    public @Nullable EnabledElement suspendToDisk;

    /** Creates an element that says nothing. */
    public PowerManagementElement() {}
}
