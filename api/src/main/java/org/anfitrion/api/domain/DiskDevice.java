package org.anfitrion.api.domain;

/** What kind of drive a guest sees. */
public enum DiskDevice {
    /** A hard disk. */
    DISK,
    /** A CD-ROM or DVD drive: read-only, its medium can be changed. */
    CDROM,
    /** A floppy drive. */
    FLOPPY
}
