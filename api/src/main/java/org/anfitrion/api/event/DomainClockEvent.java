package org.anfitrion.api.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;

/**
 * A guest set its clock.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param offset how far from UTC it is now; negative is behind
 * @param at when this process learned of it
 */
public record DomainClockEvent(DomainId domain, String name, Duration offset, Instant at) implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param offset how far from UTC it is now; negative is behind
     * @param at when this process learned of it
     */
    public DomainClockEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(offset, "offset");
        Objects.requireNonNull(at, "at");
    }
}
