package org.anfitrion.api.internal;

import com.google.common.base.CharMatcher;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import org.anfitrion.api.error.InvalidSpecException;

/** The rules for text in descriptions, checked once, when a description is built. */
public final class Text {

    /**
     * The longest name in UTF-8 bytes: libvirt makes files named {@code NAME_VARS.fd} and {@code NAME.save} of it, and a
     * file name has at most 255 bytes.
     */
    public static final int LONGEST_NAME = 240;

    private static final CharMatcher FORBIDDEN_IN_NAMES = CharMatcher.anyOf("/<>&\"'\\");
    private static final CharMatcher CONTROL = CharMatcher.javaIsoControl();
    private static final CharMatcher NOT_XML = CharMatcher.inRange('\0', '\u001F')
            .and(CharMatcher.noneOf("\t\n\r"))
            .or(CharMatcher.anyOf("\uFFFE\uFFFF"));
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

    private Text() {}

    /**
     * Checks a name that becomes a file name and an attribute somewhere.
     *
     * @param field what it is, for the message
     * @param name what was given
     * @return the same
     * @throws InvalidSpecException if it breaks the rule
     */
    public static String name(String field, String name) {
        Objects.requireNonNull(name, field);
        if (name.isEmpty()) {
            throw InvalidSpecException.of(field, name, "a name is not empty");
        }
        if (CONTROL.matchesAnyOf(name)) {
            throw InvalidSpecException.of(field, name, "a name has no line break, NUL or other control character");
        }
        if (FORBIDDEN_IN_NAMES.matchesAnyOf(name)) {
            throw InvalidSpecException.of(
                    field, name, "a name has no slash, backslash, quote or markup character (/ \\ \" ' < > &)");
        }
        wellFormed(field, name);
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw InvalidSpecException.of(field, name, "a name has at most " + LONGEST_NAME + " bytes in UTF-8");
        }
        if (name.equals(".") || name.equals("..") || !name.equals(name.strip())) {
            throw InvalidSpecException.of(
                    field, name, "a name is not '.' or '..' and does not begin or end with a space");
        }
        return name;
    }

    /**
     * Checks an absolute path of a host, of Linux or of Windows.
     *
     * @param field what it is, for the message
     * @param path what was given
     * @return the same
     * @throws InvalidSpecException if it breaks the rule
     */
    public static String absolutePath(String field, String path) {
        Objects.requireNonNull(path, field);
        if (!path.startsWith("/") && !path.matches("[A-Za-z]:\\\\.*")) {
            throw InvalidSpecException.of(field, path, "an absolute path is needed");
        }
        return oneLine(field, path);
    }

    /**
     * Checks a text without line breaks or other control characters.
     *
     * @param field what it is, for the message
     * @param text what was given
     * @return the same
     * @throws InvalidSpecException if it breaks the rule
     */
    public static String oneLine(String field, String text) {
        Objects.requireNonNull(text, field);
        if (CONTROL.matchesAnyOf(text)) {
            throw InvalidSpecException.of(field, text, "it has no line break, NUL or other control character");
        }
        return wellFormed(field, text);
    }

    /**
     * Checks a text that may have lines.
     *
     * @param field what it is, for the message
     * @param text what was given
     * @return the same
     * @throws InvalidSpecException if it breaks the rule
     */
    public static String anyText(String field, String text) {
        Objects.requireNonNull(text, field);
        if (NOT_XML.matchesAnyOf(text)) {
            throw InvalidSpecException.of(field, text, "it has a character that no configuration can carry");
        }
        return wellFormed(field, text);
    }

    /**
     * Checks a word of letters, digits and . _ + -, at most 64 of them.
     *
     * @param field what it is, for the message
     * @param text what was given
     * @return the same
     * @throws InvalidSpecException if it breaks the rule
     */
    public static String token(String field, String text) {
        Objects.requireNonNull(text, field);
        if (!TOKEN.matcher(text).matches()) {
            throw InvalidSpecException.of(field, text, "expected a word of letters, digits and . _ + -");
        }
        return text;
    }

    private static String wellFormed(String field, String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw InvalidSpecException.of(field, text, "it is not valid Unicode (a lone surrogate)");
        }
        if (text.indexOf('\uFFFE') >= 0 || text.indexOf('\uFFFF') >= 0) {
            throw InvalidSpecException.of(field, text, "it has a character that no configuration can carry");
        }
        return text;
    }
}
