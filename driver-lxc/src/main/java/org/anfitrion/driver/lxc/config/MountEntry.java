package org.anfitrion.driver.lxc.config;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of fstab(5), read as getmntent(3) does, as {@code lxc.mount.entry} and the file of {@code lxc.mount.fstab} have it.
 *
 * @param source what is mounted
 * @param target where, as written
 * @param type the type of its file system; {@code none} for files that are mounted already
 * @param options its options
 */
record MountEntry(String source, String target, String type, List<String> options) {

    private static final Splitter FIELDS = Splitter.onPattern("[ \t]+").omitEmptyStrings();
    private static final Pattern OCTAL = Pattern.compile("\\\\(040|011|012|043|134)");
    private static final Pattern UNSAFE = Pattern.compile("[ \t\n\\\\]");

    MountEntry {
        options = List.copyOf(options);
    }

    /** Reads a line; empty if it says nothing. */
    static Optional<MountEntry> parse(String line) {
        List<String> fields = FIELDS.splitToList(line);
        if (fields.size() < 3 || fields.get(0).startsWith("#")) {
            return Optional.empty();
        }
        List<String> options =
                fields.size() > 3 ? Splitter.on(',').omitEmptyStrings().splitToList(fields.get(3)) : List.of();
        return Optional.of(
                new MountEntry(decoded(fields.get(0)), decoded(fields.get(1)), decoded(fields.get(2)), options));
    }

    private static String decoded(String field) {
        return OCTAL.matcher(field)
                .replaceAll(match ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(match.group(1), 8))));
    }

    private static String encoded(String field) {
        return UNSAFE.matcher(field)
                .replaceAll(match -> Matcher.quoteReplacement(
                        "\\%03o".formatted((int) match.group().charAt(0))));
    }

    /** The same with other paths, also among its options, such as an overlay's layers. */
    MountEntry with(UnaryOperator<String> path) {
        return new MountEntry(
                path.apply(source),
                path.apply(target),
                type,
                options.stream()
                        .map(option -> {
                            String changed = path.apply(decoded(option));
                            return changed.equals(decoded(option)) ? option : encoded(changed);
                        })
                        .toList());
    }

    String line() {
        return Joiner.on(' ')
                .join(encoded(source), encoded(target), type, Joiner.on(',').join(options), "0", "0");
    }

    boolean has(String option) {
        return options.contains(option);
    }

    /** What an option such as {@code size=8m} says. */
    Optional<String> value(String option) {
        return options.stream()
                .filter(one -> one.startsWith(option + "="))
                .map(one -> one.substring(option.length() + 1))
                .reduce((earlier, later) -> later);
    }
}
