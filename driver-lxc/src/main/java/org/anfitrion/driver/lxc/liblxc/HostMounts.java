package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is mounted on this machine, as this process sees it. Immutable. Source: proc(5), {@code /proc/PID/mountinfo}.
 *
 * @param places where, each an absolute path without links
 */
record HostMounts(List<String> places) {

    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    HostMounts {
        places = List.copyOf(places);
    }

    /** Those that are there now. */
    static HostMounts read() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return parse(lines);
        }
    }

    static HostMounts parse(Stream<String> lines) {
        return new HostMounts(lines.map(line -> line.split(" ", 6))
                .filter(fields -> fields.length > 5)
                .map(fields -> decoded(fields[4]))
                .toList());
    }

    private static String decoded(String path) {
        return OCTAL.matcher(path)
                .replaceAll(match ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(match.group(1), 8))));
    }

    /** A mount on a path or somewhere below it. */
    Optional<String> in(Path tree) throws IOException {
        Path name = tree.getFileName();
        Path folder = tree.toAbsolutePath().resolveSibling("").normalize().toRealPath();
        String real = (name == null ? folder : folder.resolve(name)).toString();
        return places.stream()
                .filter(place -> place.equals(real) || place.startsWith(real + "/"))
                .findFirst();
    }
}
