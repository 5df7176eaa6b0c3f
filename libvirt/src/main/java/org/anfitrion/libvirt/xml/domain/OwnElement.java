package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this library keeps in a configuration: what libvirt has no place for. */
@XmlType(propOrder = {"owner", "volumes"})
public final class OwnElement {

    /** The namespace. */
    public static final String NAMESPACE = "https://anfitrion.org/domain/1";

    /** The prefix that it is written with. */
    public static final String PREFIX = "anfitrion";

    /** Who made the domain: the owner's line, as {@link org.anfitrion.api.domain.Owner#toString()} writes it. */
    @XmlElement(namespace = NAMESPACE)
    public @Nullable String owner;

    /** The files that are volumes of pools which libvirt does not know. */
    @XmlElement(name = "volume", namespace = NAMESPACE)
    public List<OwnVolumeElement> volumes = new ArrayList<>();

    /** Creates an element that says nothing. */
    public OwnElement() {}
}
