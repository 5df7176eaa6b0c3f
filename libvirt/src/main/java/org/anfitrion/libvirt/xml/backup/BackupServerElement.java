package org.anfitrion.libvirt.xml.backup;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** Where a backup is fetched by NBD. */
public final class BackupServerElement {

    /** {@code tcp} or {@code unix}. */
    @XmlAttribute
    public @Nullable String transport;

    /** The path of the socket. */
    @XmlAttribute
    public @Nullable String socket;

    /** Creates an element that says nothing. */
    public BackupServerElement() {}
}
