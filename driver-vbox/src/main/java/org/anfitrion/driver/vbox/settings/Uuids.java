package org.anfitrion.driver.vbox.settings;

import java.util.Optional;
import java.util.UUID;

/** UUIDs as settings files write them: in braces. */
public final class Uuids {

    private Uuids() {}

    /**
     * Reads a UUID.
     *
     * @param text with or without braces
     * @return the UUID; empty if it is none
     */
    public static Optional<UUID> parse(String text) {
        String plain = text.startsWith("{") && text.endsWith("}") ? text.substring(1, text.length() - 1) : text;
        try {
            return plain.length() == 36 ? Optional.of(UUID.fromString(plain)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
