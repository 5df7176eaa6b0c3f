package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;

/**
 * The host's memory under a guest failed.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param recipient who has to deal with it: {@code hypervisor} or {@code guest}
 * @param action what is done about it, in the backend's word
 * @param at when this process learned of it
 */
public record MemoryFailureEvent(DomainId domain, String name, String recipient, String action, Instant at)
        implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param recipient who has to deal with it: {@code hypervisor} or {@code guest}
     * @param action what is done about it, in the backend's word
     * @param at when this process learned of it
     */
    public MemoryFailureEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(recipient, "recipient");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(at, "at");
    }
}
