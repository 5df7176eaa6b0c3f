package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;

/**
 * A guest's own power management did something.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param change what happened
 * @param at when this process learned of it
 */
public record PowerManagementEvent(DomainId domain, String name, Change change, Instant at) implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param change what happened
     * @param at when this process learned of it
     */
    public PowerManagementEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(at, "at");
    }

    /** What a guest's power management does. */
    public enum Change {
        /** It woke. */
        WOKEN,
        /** It suspended to memory. */
        SUSPENDED,
        /** It suspended to disk. */
        SUSPENDED_TO_DISK
    }
}
