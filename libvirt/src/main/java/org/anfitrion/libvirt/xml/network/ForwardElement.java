package org.anfitrion.libvirt.xml.network;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way out of a network. */
@XmlType(propOrder = {"nat", "interfaces"})
public final class ForwardElement {

    /** {@code nat}, {@code route}, {@code open}, {@code bridge}, … */
    @XmlAttribute
    public @Nullable String mode;

    /** The only interface of the host that it leads to. */
    @XmlAttribute
    public @Nullable String dev;

    /** How addresses are translated. */
    public @Nullable NatElement nat;

    /** The interfaces of the host that it leads to. */
    @XmlElement(name = "interface")
    public List<ForwardInterfaceElement> interfaces = new ArrayList<>();

    /** Creates an element that says nothing. */
    public ForwardElement() {}
}
