package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;

/**
 * Somebody looks at a guest's screen, or has gone.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param phase what happened
 * @param viewer the viewer's address; empty if not told
 * @param at when this process learned of it
 */
public record ViewerEvent(DomainId domain, String name, Phase phase, String viewer, Instant at) implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param phase what happened
     * @param viewer the viewer's address; empty if not told
     * @param at when this process learned of it
     */
    public ViewerEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(viewer, "viewer");
        Objects.requireNonNull(at, "at");
    }

    /** What a viewer does. */
    public enum Phase {
        /** Came. */
        CONNECTED,
        /** Said who it is. */
        AUTHENTICATED,
        /** Went. */
        DISCONNECTED
    }
}
