package org.anfitrion.api.secret;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * A secret that the host keeps: what it is for, not its value. Immutable.
 *
 * @param uuid its UUID; empty leaves it to the backend
 * @param usage what it is for
 * @param description a text for people, on one line
 * @param ephemeral whether it is kept in memory only
 * @param isPrivate whether its value is never given back, not even to who set it
 */
public record SecretSpec(
        Optional<UUID> uuid, SecretUsage usage, Optional<String> description, boolean ephemeral, boolean isPrivate) {

    /**
     * Creates the description.
     *
     * @param uuid its UUID; empty leaves it to the backend
     * @param usage what it is for
     * @param description a text for people, on one line
     * @param ephemeral whether it is kept in memory only
     * @param isPrivate whether its value is never given back, not even to who set it
     * @throws InvalidSpecException if a text has more than one line
     */
    public SecretSpec {
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(description, "description");
        description.ifPresent(text -> Text.oneLine("secret's description", text));
        if (usage instanceof SecretUsage.Native) {
            throw InvalidSpecException.of("secret's usage", usage, "only a native configuration can ask for it");
        }
    }

    /**
     * Sets the text for people.
     *
     * @param value a text for people, on one line
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public SecretSpec description(String value) {
        return new SecretSpec(uuid, usage, Optional.of(value), ephemeral, isPrivate);
    }

    /**
     * Describes a secret that is kept on disk and may be read back.
     *
     * @param usage what it is for
     * @return the description
     */
    public static SecretSpec of(SecretUsage usage) {
        return new SecretSpec(Optional.empty(), usage, Optional.empty(), false, false);
    }

    /**
     * Makes it ephemeral: it is gone when the host's daemon ends.
     *
     * @return a copy that is
     */
    public SecretSpec asEphemeral() {
        return new SecretSpec(uuid, usage, description, true, isPrivate);
    }

    /**
     * Makes it private: its value is never given back.
     *
     * @return a copy that is
     */
    public SecretSpec asPrivate() {
        return new SecretSpec(uuid, usage, description, ephemeral, true);
    }
}
