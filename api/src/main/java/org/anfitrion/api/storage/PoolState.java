package org.anfitrion.api.storage;

/**
 * Whether a pool can be used.
 */
public enum PoolState {
    /** It is known, and cannot be used until it is started. */
    INACTIVE,
    /** It is being made. */
    BUILDING,
    /** It can be used. */
    ACTIVE,
    /** It can be used, but part of it is missing. */
    DEGRADED,
    /** It is active, but its content cannot be reached. */
    INACCESSIBLE
}
