package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;

/**
 * Something happened to a network of the host.
 *
 * @param network its name
 * @param change what happened
 * @param at when this process learned of it
 */
public record NetworkEvent(String network, Change change, Instant at) implements HypervisorEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param network its name
     * @param change what happened
     * @param at when this process learned of it
     */
    public NetworkEvent {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(at, "at");
    }

    /** What can happen. */
    public enum Change {
        /** Its configuration was made or replaced. */
        DEFINED,
        /** Its configuration was removed. */
        UNDEFINED,
        /** It is up. */
        STARTED,
        /** It is down. */
        STOPPED,
        /** It changed while it was up. */
        UPDATED
    }
}
