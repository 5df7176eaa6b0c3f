package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The processor that the guest sees. */
@XmlType(propOrder = {"model", "topology", "features", "numa"})
public final class CpuElement {

    /** Where the model comes from: {@code custom}, {@code host-model}, {@code host-passthrough}, {@code maximum}. */
    @XmlAttribute
    public @Nullable String mode;

    /** How a named model is compared: {@code minimum}, {@code exact}, {@code strict}. */
    @XmlAttribute
    public @Nullable String match;

    /** How strictly libvirt compares it with what the guest gets. */
    @XmlAttribute
    public @Nullable String check;

    /** Whether features that hinder migration are hidden. */
    @XmlAttribute
    public @Nullable String migratable;

    /** The model's name. */
    public @Nullable CpuModelElement model;

    /** How the CPUs are laid out. */
    public @Nullable CpuTopologyElement topology;

    /** What differs from the model. */
    @XmlElement(name = "feature")
    public List<CpuFeatureElement> features = new ArrayList<>();

    /** The guest's NUMA nodes. */
    public @Nullable CpuNumaElement numa;

    /** Creates an element that says nothing. */
    public CpuElement() {}
}
