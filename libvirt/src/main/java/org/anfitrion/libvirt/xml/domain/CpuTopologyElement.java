package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** How virtual CPUs are laid out. */
public final class CpuTopologyElement {

    /** Packages. */
    @XmlAttribute
    public @Nullable String sockets;

    /** Dies in a package; absent means 1. */
    @XmlAttribute
    public @Nullable String dies;

    /** Cores in a die. */
    @XmlAttribute
    public @Nullable String cores;

    /** Threads in a core. */
    @XmlAttribute
    public @Nullable String threads;

    /** Creates an element that says nothing. */
    public CpuTopologyElement() {}
}
