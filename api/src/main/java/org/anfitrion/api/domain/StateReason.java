package org.anfitrion.api.domain;

/** Why a domain came to be in its state. A backend that does not tell says {@link #UNKNOWN}. */
public enum StateReason {
    /** Started normally. */
    BOOTED,
    /** Arrived by migration, or left by it. */
    MIGRATED,
    /** Restored from saved memory. */
    RESTORED,
    /** Put there by a snapshot. */
    SNAPSHOT,
    /** Resumed after a pause. */
    RESUMED,
    /** Woken by the guest's power management. */
    WOKEN,
    /** The caller, or another one, asked for it. */
    REQUESTED,
    /** Its memory is being, or was, saved. */
    SAVED,
    /** A dump of its memory is taken. */
    DUMP,
    /** A disk's input or output failed. */
    IO_ERROR,
    /** The watchdog fired. */
    WATCHDOG,
    /** It is starting. */
    STARTING,
    /** The guest shut itself down. */
    GUEST_SHUTDOWN,
    /** It was destroyed: stopped without asking the guest. */
    DESTROYED,
    /** The guest crashed or panicked. */
    CRASHED,
    /** The backend failed to start it or to keep it running. */
    FAILED,
    /** The host's daemon lost it, or cleared it away. */
    DAEMON,
    /** Not told. */
    UNKNOWN
}
