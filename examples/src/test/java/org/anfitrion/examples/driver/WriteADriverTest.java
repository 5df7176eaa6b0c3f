package org.anfitrion.examples.driver;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The page shows the driver as it is compiled and run here. */
class WriteADriverTest {

    private static final Path PAGE = Path.of("write-a-driver.md");
    private static final Pattern CODE = Pattern.compile("^```java\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    @Test
    void allCodeOnThePageIsInTheSources() throws IOException {
        List<String> sources = sources();
        List<Executable> checks = new ArrayList<>();
        Matcher code = CODE.matcher(Files.readString(PAGE));
        while (code.find()) {
            String excerpt = code.group(1);
            checks.add(() -> assertTrue(
                    sources.stream().anyMatch(source -> source.contains(withoutIndentation(excerpt))),
                    () -> "in no source:\n" + excerpt));
        }
        assertFalse(checks.isEmpty(), "there is no code on the page");
        assertAll(checks);
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            List<String> sources = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.add(withoutIndentation(Files.readString(file)));
            }
            return sources;
        }
    }

    private static String withoutIndentation(String code) {
        return code.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    @Test
    void everyFileThatThePageLinksToIsThere() throws IOException {
        Matcher links = LINK.matcher(Files.readString(PAGE));
        List<Executable> checks = new ArrayList<>();
        while (links.find()) {
            Path file = Path.of(links.group(1));
            checks.add(() -> assertTrue(Files.exists(file), () -> file + " is not there"));
        }
        assertFalse(checks.isEmpty(), "there are no links on the page");
        assertAll(checks);
    }
}
