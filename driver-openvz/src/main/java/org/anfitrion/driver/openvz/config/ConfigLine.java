package org.anfitrion.driver.openvz.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of a configuration file, read as vzctl reads it ({@code parse_line} of its sources): a backslash stands for the character
 * after it, one quotation mark is taken off either end of the value, and what is between them is the value, more quotation marks
 * included.
 */
final class ConfigLine {

    private final String text;
    private final @Nullable String key;
    private final String value;

    private ConfigLine(String text, @Nullable String key, String value) {
        this.text = text;
        this.key = key;
        this.value = value;
    }

    static ConfigLine parse(String text) {
        String read = withoutComment(unescaped(text)).strip();
        int equals = read.indexOf('=');
        if (equals < 0) {
            return new ConfigLine(text, null, "");
        }
        String end = isQuoted(read.charAt(read.length() - 1)) ? read.substring(0, read.length() - 1) : read;
        String value = end.length() > equals ? end.substring(equals + 1) : "";
        if (!value.isEmpty() && isQuoted(value.charAt(0))) {
            value = value.substring(1);
        }
        return new ConfigLine(text, read.substring(0, equals), value);
    }

    static ConfigLine of(String key, String value) {
        return new ConfigLine(key + "=\"" + value + "\"", key, value);
    }

    private static boolean isQuoted(char mark) {
        return mark == '"' || mark == '\'';
    }

    private static String unescaped(String text) {
        StringBuilder read = new StringBuilder(text.length());
        boolean escaped = false;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\\' && !escaped) {
                escaped = true;
            } else {
                read.append(next);
                escaped = false;
            }
        }
        return read.toString();
    }

    /** A word that begins with # ends the line, outside of quotation marks. */
    private static String withoutComment(String text) {
        char quote = 0;
        boolean begins = true;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (quote != 0) {
                quote = next == quote ? 0 : quote;
            } else if (isQuoted(next)) {
                quote = next;
                begins = false;
            } else if (next == '#' && begins) {
                return text.substring(0, i);
            } else {
                begins = Character.isWhitespace(next);
            }
        }
        return text;
    }

    /** The line as it is, without its end. */
    String text() {
        return text;
    }

    Optional<String> key() {
        return Optional.ofNullable(key);
    }

    String value() {
        return value;
    }
}
