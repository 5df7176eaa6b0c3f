package org.anfitrion.driver.lxc.config;

import com.google.common.base.CharMatcher;
import java.util.List;
import java.util.stream.Stream;
import org.anfitrion.api.error.InvalidSpecException;

/**
 * A line of a configuration, in the words of who wrote it. Source: liblxc's reading of lines, seen of 5.0: what does not begin
 * with {@code lxc.} says nothing; blanks around key and value, and one pair of quotes around a value, are not part of them.
 *
 * @param raw the line without its end
 * @param written the key as it is written; empty if the line says nothing
 * @param key the key as it is spelt now
 * @param value its value
 * @param included what the files say that the line includes
 */
record ConfigLine(String raw, String written, String key, String value, List<Setting> included) {

    private static final CharMatcher BLANK = CharMatcher.anyOf(" \t");
    private static final String PREFIX = "lxc.";
    static final String INCLUDE = "lxc.include";

    ConfigLine {
        included = List.copyOf(included);
    }

    /** Reads a line; what it includes is not looked for. */
    static ConfigLine parse(String raw, Spelling spelling) {
        String text = BLANK.trimFrom(raw);
        int equals = text.indexOf('=');
        if (!text.startsWith(PREFIX) || equals < 0) {
            return new ConfigLine(raw, "", "", "", List.of());
        }
        String key = BLANK.trimTrailingFrom(text.substring(0, equals));
        String value = unquoted(BLANK.trimFrom(text.substring(equals + 1)));
        return new ConfigLine(raw, key, spelling.modern(key, value), value, List.of());
    }

    private static String unquoted(String text) {
        return isQuoted(text) ? text.substring(1, text.length() - 1) : text;
    }

    private static boolean isQuoted(String text) {
        return text.length() > 1
                && (text.startsWith("\"") || text.startsWith("'"))
                && text.charAt(0) == text.charAt(text.length() - 1);
    }

    /** Writes a line. */
    static ConfigLine of(String key, String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\0') >= 0) {
            throw InvalidSpecException.of(key, value, "a value is on one line");
        }
        boolean quote = isQuoted(value) || !value.equals(BLANK.trimFrom(value));
        String raw = value.isEmpty() ? key + " =" : key + " = " + (quote ? '"' + value + '"' : value);
        return new ConfigLine(raw, key, key, value, List.of());
    }

    /** A line that says nothing to liblxc: a comment, or an empty one. */
    static ConfigLine silent(String raw) {
        return new ConfigLine(raw, "", "", "", List.of());
    }

    ConfigLine including(List<Setting> settings) {
        return new ConfigLine(raw, written, key, value, settings);
    }

    boolean says(String wanted) {
        return key.equals(wanted);
    }

    boolean isSetting() {
        return !key.isEmpty();
    }

    /** Whether liblxc would refuse to read a file with it. */
    boolean isBroken() {
        return key.isEmpty() && BLANK.trimFrom(raw).startsWith(PREFIX);
    }

    boolean isOld() {
        return !written.equals(key) || Spelling.isGone(key);
    }

    /** The same in the spelling of today; what is not there any more, as a comment. */
    ConfigLine modern() {
        if (Spelling.isGone(key)) {
            return silent("# " + raw);
        }
        return isOld() ? of(key, value).including(included) : this;
    }

    /** What it says, in order. */
    Stream<Setting> settings() {
        if (!isSetting()) {
            return Stream.empty();
        }
        return key.equals(INCLUDE) ? included.stream() : Stream.of(new Setting(key, value));
    }
}
