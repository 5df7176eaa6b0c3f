package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DomainId;

/**
 * The medium in a drive changed, or its tray moved.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param device the drive, in the backend's word
 * @param change what happened
 * @param source the new image, if there is one
 * @param at when this process learned of it
 */
public record MediumEvent(
        DomainId domain, String name, String device, Change change, Optional<String> source, Instant at)
        implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param device the drive, in the backend's word
     * @param change what happened
     * @param source the new image, if there is one
     * @param at when this process learned of it
     */
    public MediumEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(at, "at");
    }

    /** What can happen to a medium. */
    public enum Change {
        /** The drive reads from another source. */
        CHANGED,
        /** The source could not be reached at the start and was left out. */
        DROPPED,
        /** The guest opened the tray. */
        TRAY_OPENED,
        /** The guest closed the tray. */
        TRAY_CLOSED
    }
}
