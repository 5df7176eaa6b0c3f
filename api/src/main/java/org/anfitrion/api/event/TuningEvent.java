package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;

/**
 * Settings of a running domain changed.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param settings new values by the backend's names
 * @param at when this process learned of it
 */
public record TuningEvent(DomainId domain, String name, Map<String, String> settings, Instant at)
        implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param settings new values by the backend's names
     * @param at when this process learned of it
     */
    public TuningEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        settings = Map.copyOf(settings);
        Objects.requireNonNull(at, "at");
    }
}
