package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DomainId;

/**
 * A text or another application's data in a domain's configuration changed.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param kind what kind, in the backend's word: {@code title}, {@code description} or {@code element}
 * @param namespace whose data, if it is another application's
 * @param at when this process learned of it
 */
public record MetadataEvent(DomainId domain, String name, String kind, Optional<String> namespace, Instant at)
        implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param kind what kind, in the backend's word: {@code title}, {@code description} or {@code element}
     * @param namespace whose data, if it is another application's
     * @param at when this process learned of it
     */
    public MetadataEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(at, "at");
    }
}
