package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program of these tests in a JVM of its own. Immutable.
 *
 * @param main what runs
 * @param classPath where its classes are
 * @param around the program that begins it, and what that is told; none for none
 * @param arguments what it is told
 */
record ChildJvm(Class<?> main, String classPath, List<String> around, List<String> arguments) {

    static ChildJvm running(Class<?> main) {
        return new ChildJvm(main, ownClassPath(), List.of(), List.of());
    }

    private static String ownClassPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    ChildJvm with(String path) {
        return new ChildJvm(main, path, around, arguments);
    }

    ChildJvm within(List<String> command) {
        return new ChildJvm(main, classPath, command, arguments);
    }

    ChildJvm told(String... words) {
        return new ChildJvm(main, classPath, around, List.of(words));
    }

    Process start() throws IOException {
        List<String> command = new ArrayList<>(around);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                classPath,
                main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** Runs to the end, and returns the lines {@code name: value} that it printed. */
    Map<String, String> lines() throws IOException, InterruptedException {
        Process process = start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), said);
            assertEquals(0, process.exitValue(), said);
            return said.lines()
                    .filter(line -> line.contains(": "))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf(": ")),
                            line -> line.substring(line.indexOf(": ") + 2),
                            (one, other) -> one + " " + other));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Copies the classes to where every user can read them, and returns the class path there. */
    static String copied(Path folder) {
        List<String> copies = new ArrayList<>();
        for (String entry : ownClassPath().split(File.pathSeparator, -1)) {
            Path from = Path.of(entry);
            Path to = folder.resolve(copies.size() + "-" + from.getFileName());
            try (Stream<Path> files = Files.exists(from) ? Files.walk(from) : Stream.of()) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            copies.add(to.toString());
        }
        return String.join(File.pathSeparator, copies);
    }
}
