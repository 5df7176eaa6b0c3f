package org.anfitrion.testkit.contract;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.spi.HypervisorDriver;

/**
 * Makes a driver and asks it for its description, in a JVM of its own, and sees what that leaves behind there: native
 * libraries, sockets, threads, processes. In this JVM another test may have loaded them long ago.
 */
public final class DriverProbe {

    private static final Path SELF = Path.of("/proc/self");

    private DriverProbe() {}

    static boolean canMake(Class<? extends HypervisorDriver> driver) {
        return Modifier.isPublic(driver.getModifiers())
                && Stream.of(driver.getConstructors()).anyMatch(constructor -> constructor.getParameterCount() == 0);
    }

    static List<String> of(Class<? extends HypervisorDriver> driver) throws IOException, InterruptedException {
        Path findings = Files.createTempFile("anfitrion-probe", ".txt");
        Path said = Files.createTempFile("anfitrion-probe", ".log");
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            DriverProbe.class.getName(),
                            driver.getName(),
                            findings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("info() of " + driver + " does not end in a fresh JVM");
            }
            if (process.exitValue() != 0) {
                throw new AssertionError(
                        driver + " cannot be made and asked in a fresh JVM: " + Files.readString(said));
            }
            return Files.readAllLines(findings);
        } finally {
            Files.delete(findings);
            Files.delete(said);
        }
    }

    /**
     * Asks one driver for its description.
     *
     * @param arguments the driver's class, and the file for what was found
     * @throws ReflectiveOperationException if the driver cannot be made
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
        Class<?> driver = Class.forName(arguments[0]);
        traces();
        Set<String> before = traces();
        ((HypervisorDriver) driver.getConstructor().newInstance()).info();
        List<String> left = new ArrayList<>(traces());
        left.removeAll(before);
        Files.write(Path.of(arguments[1]), left);
    }

    private static Set<String> traces() throws IOException {
        Set<String> traces = new TreeSet<>();
        Thread.getAllStackTraces().keySet().forEach(thread -> traces.add("thread " + thread.getName()));
        ProcessHandle.current().children().forEach(child -> traces.add("process " + child.pid()));
        if (Files.isDirectory(SELF)) {
            traces.addAll(libraries());
            traces.addAll(sockets());
        }
        return traces;
    }

    /** The JDK loads its own when it likes. */
    private static Set<String> libraries() throws IOException {
        String jdk = Path.of(System.getProperty("java.home")).toRealPath().toString();
        try (Stream<String> mappings = Files.lines(SELF.resolve("maps"))) {
            return mappings.filter(mapping -> mapping.contains(".so") && !mapping.contains(jdk))
                    .map(mapping -> "library " + mapping.substring(mapping.indexOf('/')))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<String> sockets() throws IOException {
        Set<String> sockets = new TreeSet<>();
        try (Stream<Path> descriptors = Files.list(SELF.resolve("fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String target = target(descriptor);
                if (target.startsWith("socket:") || target.startsWith("pipe:")) {
                    sockets.add(target);
                }
            }
        }
        return sockets;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            // Closed since it was listed.
            return "";
        }
    }
}
