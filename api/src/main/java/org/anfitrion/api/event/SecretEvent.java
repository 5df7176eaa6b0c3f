package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.secret.SecretId;

/**
 * Something happened to a secret that the host keeps.
 *
 * @param secret its identity
 * @param change what happened
 * @param at when this process learned of it
 */
public record SecretEvent(SecretId secret, Change change, Instant at) implements HypervisorEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param secret its identity
     * @param change what happened
     * @param at when this process learned of it
     */
    public SecretEvent {
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(at, "at");
    }

    /** What can happen. */
    public enum Change {
        /** It was made or replaced. */
        DEFINED,
        /** It was removed. */
        UNDEFINED,
        /** It has another value. */
        VALUE_CHANGED
    }
}
