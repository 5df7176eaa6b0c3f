package org.anfitrion.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
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

    private static Stream<Path> mainSources(Path root) throws IOException {
        return Files.walk(root, 5)
                .filter(folder -> folder.endsWith("src/main/java"))
                .flatMap(LoggerNamesTest::filesOf)
                .filter(file -> file.toString().endsWith(".java"));
    }

    private static Stream<Path> filesOf(Path folder) {
        try {
            return Files.walk(folder).filter(Files::isRegularFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyLoggerIsInTheReadmeAndNoOtherIs() throws Exception {
        Path root = root();
        Set<String> used;
        try (Stream<Path> sources = mainSources(root)) {
            used = sources.flatMap(source -> LOGGER.matcher(text(source)).results())
                    .map(match -> match.group(1).replace("\"", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        Set<String> listed = LISTED.matcher(text(root.resolve("README.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(listed, used, "the table in the README, section Logging and metrics");
    }
}
