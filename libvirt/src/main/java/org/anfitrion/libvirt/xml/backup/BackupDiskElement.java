package org.anfitrion.libvirt.xml.backup;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** A drive of a backup. */
@XmlType(propOrder = {"driver", "target", "scratch"})
public final class BackupDiskElement {

    /** The drive, by its target. */
    @XmlAttribute
    public @Nullable String name;

    /** Whether it takes part. */
    @XmlAttribute
    public @Nullable String backup;

    /** {@code file} or {@code block}. */
    @XmlAttribute
    public @Nullable String type;

    /** The format of the file. */
    public @Nullable BackupDriverElement driver;

    /** Where its content is written. */
    public @Nullable BackupFileElement target;

    /** Where what the guest overwrites is kept meanwhile. */
    public @Nullable BackupFileElement scratch;

    /** Creates an element that says nothing. */
    public BackupDiskElement() {}
}
