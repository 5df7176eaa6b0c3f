package org.anfitrion.paths;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The drivers are found on the class path and on the module path, each tried in a JVM of its own. */
class PathsIT {

    private static final List<String> NOT_A_USERS = List.of("test-classes", "junit", "jqwik", "archunit", "opentest4j");

    @Test
    void driversAreFoundOnTheClassPath() throws Exception {
        String printed =
                run("-cp", classPath().collect(Collectors.joining(File.pathSeparator)) + File.pathSeparator + tests());
        assertFoundAll(printed);
        assertTrue(printed.contains("api on the class path"), printed);
    }

    @Test
    void driversAreFoundOnTheModulePath() throws Exception {
        String printed = run(
                "--module-path",
                classPath().collect(Collectors.joining(File.pathSeparator)),
                "--add-modules",
                "ALL-MODULE-PATH",
                "-cp",
                tests());
        assertFoundAll(printed);
        assertTrue(printed.contains("api on the module path"), printed);
    }

    private static void assertFoundAll(String printed) {
        for (String driver : List.of("kvm", "libvirt", "memory")) {
            assertTrue(printed.contains("driver " + driver), printed);
        }
        assertTrue(printed.contains("connected to mem: by memory"), printed);
        assertTrue(printed.contains("connected to test:///default by libvirt"), printed);
    }

    /** What an application has: this module, the other drivers, and what they need. */
    private static java.util.stream.Stream<String> classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> NOT_A_USERS.stream().noneMatch(entry::contains))
                .filter(entry -> !entry.contains("contract"));
    }

    private static String tests() throws Exception {
        return Path.of(ListDrivers.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    private static String run(String... path) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of(path));
        command.addAll(List.of(ListDrivers.class.getName(), "mem:", "test:///default"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), printed);
            assertEquals(0, process.exitValue(), printed);
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }
}
