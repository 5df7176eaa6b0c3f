package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;

/**
 * A long operation on a domain ended.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param statistics what it did, by the backend's names
 * @param at when this process learned of it
 */
public record JobCompletedEvent(DomainId domain, String name, Map<String, String> statistics, Instant at)
        implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param statistics what it did, by the backend's names
     * @param at when this process learned of it
     */
    public JobCompletedEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        statistics = Map.copyOf(statistics);
        Objects.requireNonNull(at, "at");
    }
}
