package org.anfitrion.api.connection;

import java.util.Objects;
import java.util.Optional;

/**
 * Answers what a backend asks before it lets the caller in.
 *
 * <p>Called on the thread that connects, and again for each reconnection: an implementation must be thread-safe and should
 * not wait for a person.
 */
@FunctionalInterface
public interface Credentials {

    /**
     * Answers one question.
     *
     * @param request what the backend wants to know
     * @return the answer; empty refuses, and the login fails
     */
    Optional<String> answer(CredentialRequest request);

    /**
     * Returns credentials that answer nothing.
     *
     * @return no credentials
     */
    static Credentials none() {
        return request -> Optional.empty();
    }

    /**
     * Returns a user's name and password.
     *
     * @param user the name
     * @param password the secret; kept in memory, never logged
     * @return the credentials
     */
    static Credentials of(String user, String password) {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        return request -> switch (request.kind()) {
            case USER_NAME -> Optional.of(user);
            case PASSWORD -> Optional.of(password);
            case REALM, OTHER -> Optional.empty();
        };
    }
}
