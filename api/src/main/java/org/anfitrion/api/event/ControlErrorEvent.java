package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;

/**
 * The host lost control of a domain's machine: it runs, and cannot be managed any more.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param at when this process learned of it
 */
public record ControlErrorEvent(DomainId domain, String name, Instant at) implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param at when this process learned of it
     */
    public ControlErrorEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(at, "at");
    }
}
