package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;

/**
 * A guest rebooted.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param at when this process learned of it
 */
public record DomainRebootEvent(DomainId domain, String name, Instant at) implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param at when this process learned of it
     */
    public DomainRebootEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(at, "at");
    }
}
