package org.anfitrion.api.secret;

import com.google.common.base.CharMatcher;
import java.util.Objects;
import org.anfitrion.api.error.InvalidSpecException;
import org.jspecify.annotations.Nullable;

/**
 * A secret text. It is never shown: not by {@link #toString()}, not in a message, not in a log. Immutable.
 */
public final class Password {

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /**
     * Holds a secret.
     *
     * @param text the secret, on one line
     * @return the password
     * @throws InvalidSpecException if it has a line break, NUL or other control character
     */
    public static Password of(String text) {
        Objects.requireNonNull(text, "text");
        if (CharMatcher.javaIsoControl().matchesAnyOf(text)) {
            throw InvalidSpecException.of("password", "***", "it has a line break, NUL or other control character");
        }
        return new Password(text);
    }

    /**
     * Gives the secret away, to somebody who has to have it.
     *
     * @return the text
     */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Password that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
