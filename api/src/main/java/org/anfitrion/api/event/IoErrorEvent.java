package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;

/**
 * A drive's input or output failed.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param source the image or device on the host
 * @param device the drive, in the backend's word
 * @param action what is done about it: {@code pause}, {@code report} or {@code none}
 * @param reason why, in the backend's word, such as {@code enospc}; empty if it gave none
 * @param at when this process learned of it
 */
public record IoErrorEvent(
        DomainId domain, String name, String source, String device, String action, String reason, Instant at)
        implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param source the image or device on the host
     * @param device the drive, in the backend's word
     * @param action what is done about it: {@code pause}, {@code report} or {@code none}
     * @param reason why, in the backend's word, such as {@code enospc}; empty if it gave none
     * @param at when this process learned of it
     */
    public IoErrorEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(at, "at");
    }
}
