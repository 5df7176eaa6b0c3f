package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlElement;
import java.util.ArrayList;
import java.util.List;

/** Where the host takes the memory of the guest's NUMA nodes from. */
public final class NumaTuningElement {

    /** The guest's nodes. */
    @XmlElement(name = "memnode")
    public List<NumaNodeElement> nodes = new ArrayList<>();

    /** Creates an element that says nothing. */
    public NumaTuningElement() {}
}
