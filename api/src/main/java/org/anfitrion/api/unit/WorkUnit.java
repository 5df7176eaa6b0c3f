package org.anfitrion.api.unit;

/** What the progress of a long operation counts. */
public enum WorkUnit {
    /** Bytes. */
    BYTES,
    /** Parts in a hundred. */
    PERCENT,
    /** Steps of unlike size. */
    STEPS
}
