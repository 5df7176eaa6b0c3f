package org.anfitrion.libvirt.xml.domain;

import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlType;
import org.jspecify.annotations.Nullable;

/** How fast a drive may be read and written, each in a second; absent or 0 is no limit. */
@XmlType(propOrder = {"totalBytes", "readBytes", "writeBytes", "totalOperations", "readOperations", "writeOperations"})
public final class DiskTuningElement {

    /** Bytes, both directions together. */
    @XmlElement(name = "total_bytes_sec")
    public @Nullable String totalBytes;

    /** Bytes read. */
    @XmlElement(name = "read_bytes_sec")
    public @Nullable String readBytes;

    /** Bytes written. */
    @XmlElement(name = "write_bytes_sec")
    public @Nullable String writeBytes;

    /** Operations, both kinds together. */
    @XmlElement(name = "total_iops_sec")
    public @Nullable String totalOperations;

    /** Reads. */
    @XmlElement(name = "read_iops_sec")
    public @Nullable String readOperations;

    /** Writes. */
    @XmlElement(name = "write_iops_sec")
    public @Nullable String writeOperations;

    /** Creates an element that says nothing. */
    public DiskTuningElement() {}
}
