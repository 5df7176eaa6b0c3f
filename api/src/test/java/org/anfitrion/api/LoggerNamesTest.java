package org.anfitrion.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The loggers that people configure are the ones that the README lists, in all modules. */
class LoggerNamesTest {

    private static final Pattern LOGGER = Pattern.compile("System\\.getLogger\\(\\s*([^)]*?)\\s*\\)");
    private static final Pattern LISTED = Pattern.compile("^\\| `(org\\.anfitrion\\.[a-z.]+)` \\|", Pattern.MULTILINE);

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A module is at most two folders below the root. */
    private static List<Path> mainSources(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path folder : found(root, 5, path -> path.endsWith("src/main/java"))) {
            sources.addAll(
                    found(folder, Integer.MAX_VALUE, path -> path.toString().endsWith(".java")));
        }
        return sources;
    }

    private static List<Path> found(Path root, int depth, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> paths = Files.walk(root, depth)) {
            return paths.filter(wanted).toList();
        }
    }

    @Test
    void everyLoggerIsInTheReadmeAndNoOtherIs() throws Exception {
        Path root = root();
        Set<String> used = mainSources(root).stream()
                .flatMap(source -> LOGGER.matcher(text(source)).results())
                .map(match -> match.group(1).replace("\"", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = LISTED.matcher(text(root.resolve("README.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(listed, used, "the table in the README, section Logging and metrics");
    }
}
