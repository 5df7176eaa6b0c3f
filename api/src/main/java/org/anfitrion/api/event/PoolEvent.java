package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;

/**
 * Something happened to a storage pool.
 *
 * @param pool its name
 * @param change what happened
 * @param at when this process learned of it
 */
public record PoolEvent(String pool, Change change, Instant at) implements HypervisorEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param pool its name
     * @param change what happened
     * @param at when this process learned of it
     */
    public PoolEvent {
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(at, "at");
    }

    /** What can happen. */
    public enum Change {
        /** Its configuration was made or replaced. */
        DEFINED,
        /** Its configuration was removed. */
        UNDEFINED,
        /** It can be used. */
        STARTED,
        /** It cannot be used any more. */
        STOPPED,
        /** Its place was made. */
        BUILT,
        /** Its place was removed. */
        DELETED,
        /** Its volumes were looked up again. */
        REFRESHED
    }
}
