package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.block.BlockJobKind;
import org.anfitrion.api.domain.DomainId;

/**
 * Work on a drive's images ended, or has caught up.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param target the drive
 * @param kind what it does
 * @param outcome how it stands
 * @param at when this process learned of it
 */
public record BlockJobEvent(DomainId domain, String name, String target, BlockJobKind kind, Outcome outcome, Instant at)
        implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param target the drive
     * @param kind what it does
     * @param outcome how it stands
     * @param at when this process learned of it
     */
    public BlockJobEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(at, "at");
    }

    /** How a block job stands. */
    public enum Outcome {
        /** It is done. */
        COMPLETED,
        /** It failed. */
        FAILED,
        /** Somebody ended it. */
        CANCELLED,
        /** It has caught up, and waits to be ended. */
        READY
    }
}
