package org.anfitrion.api.guest;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Somebody who is logged in to a guest.
 *
 * @param name the user's name
 * @param since when the session began
 */
public record GuestUser(String name, Optional<Instant> since) {

    /**
     * Checks that nothing is missing.
     *
     * @param name the user's name
     * @param since when the session began
     */
    public GuestUser {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(since, "since");
    }
}
