package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlElement;
import java.util.ArrayList;
import java.util.List;

/** The guest's own NUMA nodes. */
public final class CpuNumaElement {

    /** The nodes. */
    @XmlElement(name = "cell")
    public List<NumaCellElement> cells = new ArrayList<>();

    /** Creates an element that says nothing. */
    public CpuNumaElement() {}
}
