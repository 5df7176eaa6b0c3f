package org.anfitrion.api.event;

import java.util.Objects;

/**
 * The stream begins anew, after the connection was lost and made again. What happened meanwhile has to be looked up.
 *
 * @param reason what broke
 */
public record Resynchronize(String reason) implements HypervisorEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param reason what broke
     */
    public Resynchronize {
        Objects.requireNonNull(reason, "reason");
    }
}
