package org.anfitrion.api.event;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * Events were dropped, here in the stream: the subscriber was too slow, or the backend said so. What happened meanwhile has
 * to be looked up.
 *
 * @param count how many; empty if nobody counted
 * @param reason why
 */
public record EventsLost(OptionalLong count, String reason) implements HypervisorEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param count how many; empty if nobody counted
     * @param reason why
     */
    public EventsLost {
        Objects.requireNonNull(count, "count");
        Objects.requireNonNull(reason, "reason");
    }
}
