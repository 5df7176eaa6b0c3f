package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;

/**
 * Something happened to a device of the host itself.
 *
 * @param device its name
 * @param change what happened
 * @param at when this process learned of it
 */
public record NodeDeviceEvent(String device, Change change, Instant at) implements HypervisorEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param device its name
     * @param change what happened
     * @param at when this process learned of it
     */
    public NodeDeviceEvent {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(at, "at");
    }

    /** What can happen. */
    public enum Change {
        /** It is there. */
        CREATED,
        /** It is gone. */
        DELETED,
        /** Its configuration was made. */
        DEFINED,
        /** Its configuration was removed. */
        UNDEFINED,
        /** Something about it changed. */
        UPDATED
    }
}
