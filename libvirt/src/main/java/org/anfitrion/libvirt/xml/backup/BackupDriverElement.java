package org.anfitrion.libvirt.xml.backup;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** The format of a file of a backup. */
public final class BackupDriverElement {

    /** {@code qcow2} or {@code raw}. */
    @XmlAttribute
    public @Nullable String type;

    /** Creates an element that says nothing. */
    public BackupDriverElement() {}
}
