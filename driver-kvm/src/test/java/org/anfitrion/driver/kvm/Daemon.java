package org.anfitrion.driver.kvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** A libvirtd of a test's own, to be killed, frozen and started again; what it started lives on meanwhile. */
final class Daemon implements AutoCloseable {

    private final Path command;
    private final Path folder;
    private final Properties addresses = new Properties();

    private final List<String> options;

    private Daemon(Path command, Path folder, String... options) {
        this.command = command;
        this.folder = folder;
        this.options = List.of(options);
    }

    static Daemon started(Lab lab, String name) {
        return in(lab, lab.place(name));
    }

    /** One in a folder that may have a {@code qemu.conf}, with what it is told about its guests. */
    static Daemon in(Lab lab, Path folder) {
        Daemon daemon = new Daemon(lab.daemonCommand(), folder);
        daemon.start();
        return daemon;
    }

    /** One that guests can move to from the lab's. */
    static Daemon besideTheLabs(Lab lab, Path folder) {
        Daemon daemon = new Daemon(
                lab.daemonCommand(), folder, "--beside", lab.daemonFolder().toString());
        daemon.start();
        return daemon;
    }

    /** Where one in a folder is reached, whether it runs or not. */
    static String uri(Path folder) {
        return "qemu+unix:///system?socket=" + folder.resolve("run/libvirt-sock");
    }

    /** Starts it, also again after it was killed: at the same addresses. */
    void start() {
        forgetHalfStarted();
        List<String> words = new ArrayList<>(List.of("up"));
        words.addAll(options);
        run(words.toArray(String[]::new));
        try (var lines = Files.newBufferedReader(folder.resolve("uris"))) {
            addresses.load(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes away what libvirt 9.0 noted of a guest whose process it did not know yet when it was killed. The next daemon would
     * take that for a guest with a start going on, look for no process of it, and keep it locked for ever.
     */
    private void forgetHalfStarted() {
        Path states = folder.resolve("run/qemu");
        if (!Files.isDirectory(states)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(states, "*.xml")) {
            for (Path file : files) {
                if (Files.readString(file).contains(" pid='0'>")) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String uri() {
        return addresses.getProperty("uri");
    }

    String tcp() {
        return addresses.getProperty("tcp");
    }

    /** The last that it wrote, and those before it that were killed. */
    String log() throws IOException {
        String all = Files.readString(folder.resolve("log/libvirtd.log"));
        return all.substring(Math.max(0, all.length() - 20_000));
    }

    void kill() {
        ProcessHandle daemon = process();
        daemon.destroyForcibly();
        daemon.onExit().join();
    }

    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        execute("kill", "-" + name, Long.toString(process().pid()));
    }

    private ProcessHandle process() {
        try {
            String recorded = Files.readString(folder.resolve("pids/libvirtd"));
            return ProcessHandle.of(Long.parseLong(recorded.substring(0, recorded.indexOf(' '))))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String... words) {
        List<String> line = new ArrayList<>(List.of(command.toString()));
        line.addAll(Arrays.asList(words));
        line.add(folder.toString());
        execute(line.toArray(String[]::new));
    }

    private static void execute(String... line) {
        try {
            Process process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.PIPE)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", line) + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        run("down");
    }
}
