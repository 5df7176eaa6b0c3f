package org.anfitrion.libvirt.xml.secret;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** A secret: the root of its document. */
@XmlRootElement(name = "secret")
@XmlType(propOrder = {"uuid", "description", "usage"})
public final class SecretElement {

    /** {@code yes} if it is forgotten when the daemon ends. */
    @XmlAttribute
    public @Nullable String ephemeral;

    /** {@code yes} if its value is given to nobody. */
    @XmlAttribute(name = "private")
    public @Nullable String isPrivate;

    /** The UUID. */
    public @Nullable String uuid;

    /** Some words for people. */
    public @Nullable String description;

    /** What it is for. */
    public @Nullable SecretUsageElement usage;

    /** Creates an element that says nothing. */
    public SecretElement() {}
}
