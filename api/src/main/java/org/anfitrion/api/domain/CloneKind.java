package org.anfitrion.api.domain;

/**
 * How a copy of a domain gets its disks.
 */
public enum CloneKind {
    /** All content is copied: it depends on nothing afterwards. */
    FULL,
    /** It starts as a thin layer over the original's disks, which must then stay. */
    LINKED
}
