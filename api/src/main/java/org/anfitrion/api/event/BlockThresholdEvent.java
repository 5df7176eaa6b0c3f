package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.unit.DataSize;

/**
 * A drive's image grew past a mark.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param device the drive, in the backend's word
 * @param source the image
 * @param threshold the mark
 * @param excess how far past it
 * @param at when this process learned of it
 */
public record BlockThresholdEvent(
        DomainId domain,
        String name,
        String device,
        Optional<String> source,
        DataSize threshold,
        DataSize excess,
        Instant at)
        implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param device the drive, in the backend's word
     * @param source the image
     * @param threshold the mark
     * @param excess how far past it
     * @param at when this process learned of it
     */
    public BlockThresholdEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(threshold, "threshold");
        Objects.requireNonNull(excess, "excess");
        Objects.requireNonNull(at, "at");
    }
}
