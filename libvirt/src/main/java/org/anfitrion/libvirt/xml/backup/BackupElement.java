package org.anfitrion.libvirt.xml.backup;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElementWrapper;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A backup: the root of libvirt's backup XML. */
@XmlRootElement(name = "domainbackup")
@XmlType(propOrder = {"incremental", "server", "disks"})
public final class BackupElement {

    /** {@code push} or {@code pull}. */
    @XmlAttribute
    public @Nullable String mode;

    /** The checkpoint since which it is. */
    public @Nullable String incremental;

    /** Where it is fetched, if it is pulled. */
    public @Nullable BackupServerElement server;

    /** The drives. */
    @XmlElementWrapper
    @XmlElement(name = "disk")
    public List<BackupDiskElement> disks = new ArrayList<>();

    /** Creates an element that says nothing. */
    public BackupElement() {}
}
