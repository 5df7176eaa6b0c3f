package org.anfitrion.api.secret;

import java.util.Objects;
import java.util.Optional;

/**
 * A secret as the host knows it, without its value.
 *
 * @param id its identity
 * @param usage what it is for
 * @param description a text for people
 * @param ephemeral whether it is kept in memory only
 * @param isPrivate whether its value is never given back
 */
public record SecretInfo(
        SecretId id, SecretUsage usage, Optional<String> description, boolean ephemeral, boolean isPrivate) {

    /**
     * Checks that nothing is missing.
     *
     * @param id its identity
     * @param usage what it is for
     * @param description a text for people
     * @param ephemeral whether it is kept in memory only
     * @param isPrivate whether its value is never given back
     */
    public SecretInfo {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(description, "description");
    }
}
