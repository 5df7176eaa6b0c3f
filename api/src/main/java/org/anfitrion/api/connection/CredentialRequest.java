package org.anfitrion.api.connection;

import java.util.Objects;

/**
 * Something that the backend wants to know before it lets the caller in.
 *
 * @param kind what it wants
 * @param prompt its question, for people
 */
public record CredentialRequest(Kind kind, String prompt) {

    /**
     * Checks that nothing is missing.
     *
     * @param kind what it wants
     * @param prompt its question, for people
     */
    public CredentialRequest {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(prompt, "prompt");
    }

    /** The kinds of things a backend can ask for. */
    public enum Kind {
        /** Who is calling. */
        USER_NAME,
        /** The secret; never shown. */
        PASSWORD,
        /** Which of several domains of authentication. */
        REALM,
        /** Any other answer that may be shown. */
        OTHER
    }
}
