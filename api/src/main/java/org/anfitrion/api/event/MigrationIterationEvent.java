package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;

/**
 * A migration began another round of copying memory.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param iteration its number, from 1
 * @param at when this process learned of it
 */
public record MigrationIterationEvent(DomainId domain, String name, int iteration, Instant at) implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param iteration its number, from 1
     * @param at when this process learned of it
     */
    public MigrationIterationEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(at, "at");
    }
}
