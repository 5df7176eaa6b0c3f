package org.anfitrion.api.display;

import org.anfitrion.api.error.InvalidSpecException;

/**
 * A key of a keyboard, by its number in the Linux kernel ({@code linux/input-event-codes.h}); drivers translate.
 *
 * @param code the number, from 1 to 255
 */
public record KeyCode(int code) {

    /**
     * Creates the description.
     *
     * @param code the number, from 1 to 255
     * @throws InvalidSpecException if there is no such key
     */
    public KeyCode {
        if (code < 1 || code > 255) {
            throw InvalidSpecException.of("key code", code, "must be from 1 to 255");
        }
    }

    /** The Enter key. */
    public static final KeyCode ENTER = new KeyCode(28);

    /** The Escape key. */
    public static final KeyCode ESCAPE = new KeyCode(1);

    /** The left Control key. */
    public static final KeyCode LEFT_CONTROL = new KeyCode(29);

    /** The left Alt key. */
    public static final KeyCode LEFT_ALT = new KeyCode(56);

    /** The Delete key. */
    public static final KeyCode DELETE = new KeyCode(111);

    /** The space bar. */
    public static final KeyCode SPACE = new KeyCode(57);
}
