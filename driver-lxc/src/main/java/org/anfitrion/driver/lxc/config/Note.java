package org.anfitrion.driver.lxc.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What LXC has no key for, kept in a comment: {@code # anfitrion: title = Web server}. liblxc keeps comments when it writes a
 * configuration that it has read, and when it copies a container.
 *
 * @param name what it is
 * @param text the text; an empty one is none
 */
record Note(String name, String text) {

    private static final String MARK = "anfitrion:";
    private static final Pattern LINE = Pattern.compile("\\s*#\\s*anfitrion:\\s*([a-z-]+)\\s*= ?(.*)");
    private static final Pattern ESCAPED = Pattern.compile("[\\\\\\p{Cc}\u2028\u2029]");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-f]{4})|(\\\\))");

    static Optional<Note> parse(String line) {
        if (!line.contains(MARK)) {
            return Optional.empty(); // most lines
        }
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? Optional.of(new Note(matcher.group(1), unescaped(matcher.group(2))))
                : Optional.empty();
    }

    String line() {
        return "# anfitrion: " + name + " = " + escaped(text);
    }

    private static String escaped(String text) {
        return ESCAPED.matcher(text).replaceAll(match -> {
            char c = match.group().charAt(0);
            return Matcher.quoteReplacement(c == '\\' ? "\\\\" : "\\u%04x".formatted((int) c));
        });
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        match.group(1) == null
                                ? "\\"
                                : Character.toString((char) Integer.parseInt(match.group(1), 16))));
    }
}
