package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;

/**
 * A device was plugged in or out.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param device the device, in the backend's word
 * @param change what happened
 * @param at when this process learned of it
 */
public record DeviceEvent(DomainId domain, String name, String device, Change change, Instant at)
        implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param device the device, in the backend's word
     * @param change what happened
     * @param at when this process learned of it
     */
    public DeviceEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(at, "at");
    }

    /** What can happen to a device. */
    public enum Change {
        /** It is there. */
        ADDED,
        /** It is gone: the guest has let it go. */
        REMOVED,
        /** The guest refused to let it go. */
        REMOVAL_FAILED
    }
}
