package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.unit.DataSize;

/**
 * A guest gave memory back, or got some.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param memory what it has now
 * @param at when this process learned of it
 */
public record BalloonEvent(DomainId domain, String name, DataSize memory, Instant at) implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param memory what it has now
     * @param at when this process learned of it
     */
    public BalloonEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(at, "at");
    }
}
