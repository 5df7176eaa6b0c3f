package org.anfitrion.api.error;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;

/** A description, name or argument that cannot be meant. Nothing was sent to the backend. */
public final class InvalidSpecException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failure what was attempted, on what, and why it failed
     */
    public InvalidSpecException(Failure failure) {
        super(failure);
    }

    /**
     * Creates the exception for one field of a description.
     *
     * @param field the field, as a caller knows it: {@code domain name}, {@code memory}
     * @param value what was given; shown shortened and with control characters made visible
     * @param reason why it cannot be accepted, in plain words
     * @return the exception, to be thrown
     */
    public static InvalidSpecException of(String field, Object value, String reason) {
        return new InvalidSpecException(Failure.to("accept", field + " '" + printable(String.valueOf(value)) + "'")
                .because(reason));
    }

    private static String printable(String value) {
        String shortened = Ascii.truncate(value, 80, "…");
        return CharMatcher.javaIsoControl().replaceFrom(shortened, '\uFFFD');
    }
}
