package org.anfitrion.libvirt.xml.backup;

import jakarta.xml.bind.annotation.XmlAttribute;
import org.jspecify.annotations.Nullable;

/** A file of a backup. */
public final class BackupFileElement {

    /** Its path. */
    @XmlAttribute
    public @Nullable String file;

    /** Creates an element that says nothing. */
    public BackupFileElement() {}
}
