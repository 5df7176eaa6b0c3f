package org.anfitrion.libvirt.xml.secret;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** What a secret is for: a kind, and a name in the element that the kind has for it. */
@XmlType(propOrder = {"volume", "name", "target"})
public final class SecretUsageElement {

    /** The kind: {@code volume}, {@code ceph}, {@code iscsi}, {@code tls}, {@code vtpm}. */
    @XmlAttribute
    public @Nullable String type;

    /** The path of a volume. */
    public @Nullable String volume;

    /** The name that is used for Ceph, TLS and virtual TPMs. */
    public @Nullable String name;

    /** The name that is used for iSCSI. */
    public @Nullable String target;

    /** Creates an element that says nothing. */
    public SecretUsageElement() {}
}
