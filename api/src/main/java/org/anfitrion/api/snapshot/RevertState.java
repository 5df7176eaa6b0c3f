package org.anfitrion.api.snapshot;

/**
 * What a domain does after it was reverted.
 */
public enum RevertState {
    /** What it did when the snapshot was taken. */
    AS_TAKEN,
    /** It runs. */
    RUNNING,
    /** It is paused. */
    PAUSED
}
