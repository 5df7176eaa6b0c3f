package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;

/**
 * A domain began, changed or ended.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param change what happened
 * @param detail the reason in the backend's own word, such as {@code booted}; empty if it gave none
 * @param at when this process learned of it
 */
public record DomainLifecycleEvent(DomainId domain, String name, Change change, String detail, Instant at)
        implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param change what happened
     * @param detail the reason in the backend's own word, such as {@code booted}; empty if it gave none
     * @param at when this process learned of it
     */
    public DomainLifecycleEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(detail, "detail");
        Objects.requireNonNull(at, "at");
    }

    /** What can happen to a domain, in libvirt's terms ({@code virDomainEventType}). */
    public enum Change {
        /** Its configuration was made or replaced. */
        DEFINED,
        /** Its configuration was removed. */
        UNDEFINED,
        /** It began to run. */
        STARTED,
        /** Its CPUs were stopped. */
        SUSPENDED,
        /** Its CPUs go on. */
        RESUMED,
        /** It ended, by itself or by force. */
        STOPPED,
        /** The guest finished its shutdown; {@link #STOPPED} follows. */
        SHUTDOWN,
        /** The guest's own power management suspended it. */
        PM_SUSPENDED,
        /** The guest or its machine failed. */
        CRASHED
    }
}
