package org.anfitrion.driver.lxc.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder that gets another name, and what configurations say of it: all paths that lead to it or into it, and no others that
 * only have its name somewhere in them. Immutable.
 */
public final class FolderMove {

    private final Pattern from;
    private final String to;

    /**
     * Creates the move.
     *
     * @param from the folder, an absolute path
     * @param to its new name, an absolute path
     */
    public FolderMove(Path from, Path to) {
        // A path is a whole value, or a part of one: of overlay:LOWER:UPPER, upperdir=UPPER,workdir=WORK, HOOK
        // ARGUMENT.
        this.from = Pattern.compile("(?<![^:=,\"'\\s])" + Pattern.quote(from.toString()) + "(?=/|$)");
        this.to = to.toString();
    }

    /**
     * Returns what a value says after the move.
     *
     * @param value a value with paths in it
     * @return the same where it has nothing of the folder
     */
    public String value(String value) {
        return from.matcher(value).replaceAll(Matcher.quoteReplacement(to));
    }

    /**
     * Returns what a configuration says after the move.
     *
     * @param config the configuration; its included files are as they were, but for their place
     * @return the same where it has nothing of the folder
     */
    public LxcConfig in(LxcConfig config) {
        LxcConfig moved = config.withLines(this::line);
        for (String key : moved.keys()) {
            // What an included file says.
            List<String> values = moved.all(key).stream().map(of(key)).toList();
            moved = moved.setAll(key, values);
        }
        return moved;
    }

    private ConfigLine line(ConfigLine line) {
        String value = of(line.key()).apply(line.value());
        return value.equals(line.value())
                ? line
                : ConfigLine.of(line.key(), value).including(line.included());
    }

    private UnaryOperator<String> of(String key) {
        return key.equals(ContainerMounts.ENTRY) ? this::entry : this::value;
    }

    private String entry(String line) {
        return MountEntry.parse(line)
                .map(entry -> entry.with(this::value))
                .filter(entry -> !MountEntry.parse(line).equals(Optional.of(entry)))
                .map(MountEntry::line)
                .orElse(line);
    }
}
