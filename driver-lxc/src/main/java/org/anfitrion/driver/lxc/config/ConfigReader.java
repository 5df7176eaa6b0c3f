package org.anfitrion.driver.lxc.config;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Reads the lines of a configuration, and of what it includes: a file, or all files {@code *.conf} of a folder. */
final class ConfigReader {

    /** As deep as nobody nests files; a file that includes itself has no end. */
    private static final int DEEPEST = 16;

    private final boolean includes;
    private final Spelling spelling = new Spelling();
    private final List<String> problems = new ArrayList<>();

    private ConfigReader(boolean includes) {
        this.includes = includes;
    }

    /** Reads a text. */
    static LxcConfig parse(String text, Charset charset, boolean includes) {
        ConfigReader reader = new ConfigReader(includes);
        List<ConfigLine> lines = reader.lines(text, 0);
        return new LxcConfig(lines, reader.problems, charset);
    }

    /** Reads a file: UTF-8, or bytes that come back as they were. */
    static LxcConfig read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            Charset charset = charset(bytes);
            return parse(new String(bytes, charset), charset, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Charset charset(byte[] bytes) {
        Charset utf = StandardCharsets.UTF_8;
        return Arrays.equals(new String(bytes, utf).getBytes(utf), bytes) ? utf : StandardCharsets.ISO_8859_1;
    }

    private List<ConfigLine> lines(String text, int depth) {
        List<ConfigLine> lines = new ArrayList<>();
        for (String raw : Splitter.on('\n').split(text)) {
            ConfigLine line = ConfigLine.parse(raw, spelling);
            if (line.isBroken()) {
                problems.add("a line has no value: " + raw.strip());
            }
            boolean include =
                    includes && line.says(ConfigLine.INCLUDE) && !line.value().isEmpty();
            lines.add(include ? line.including(included(line.value(), depth)) : line);
        }
        return lines;
    }

    private List<Setting> included(String name, int depth) {
        List<Setting> settings = new ArrayList<>();
        if (depth == DEEPEST) {
            problems.add("files include each other in a circle, among them " + name);
            return settings;
        }
        try {
            for (Path file : files(Path.of(name))) {
                byte[] bytes = Files.readAllBytes(file);
                lines(new String(bytes, charset(bytes)), depth + 1).stream()
                        .flatMap(ConfigLine::settings)
                        .forEach(settings::add);
            }
        } catch (IOException | InvalidPathException e) {
            problems.add("what is to be included cannot be read: " + name);
        }
        return settings;
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(file -> file.getFileName().toString().matches(".+\\.conf"))
                    .sorted()
                    .toList();
        }
    }
}
