package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;

/**
 * A guest's agent came or went.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param connected whether it is there
 * @param reason why, in the backend's word; empty if it gave none
 * @param at when this process learned of it
 */
public record GuestAgentEvent(DomainId domain, String name, boolean connected, String reason, Instant at)
        implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param connected whether it is there
     * @param reason why, in the backend's word; empty if it gave none
     * @param at when this process learned of it
     */
    public GuestAgentEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(at, "at");
    }
}
