package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;

/**
 * A guest did not feed its watchdog.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param action what is done about it, in the backend's word, such as {@code reset}; {@code none} is nothing
 * @param at when this process learned of it
 */
public record WatchdogEvent(DomainId domain, String name, String action, Instant at) implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param action what is done about it, in the backend's word, such as {@code reset}; {@code none} is nothing
     * @param at when this process learned of it
     */
    public WatchdogEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(at, "at");
    }
}
