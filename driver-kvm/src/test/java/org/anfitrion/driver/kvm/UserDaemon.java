package org.anfitrion.driver.kvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A libvirtd of an ordinary user, which is what {@code qemu:///session} is. It may not do much, and starts no guests here. */
final class UserDaemon implements AutoCloseable {

    private static final String USER = "nobody";

    private final Path home;
    private final Process process;

    private UserDaemon(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    static UserDaemon started() throws IOException {
        Path home = Files.createTempDirectory("anf");
        Files.setOwner(
                home, home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
        ProcessBuilder daemon = new ProcessBuilder(
                List.of("setpriv", "--reuid", USER, "--regid", "nogroup", "--clear-groups", "/usr/sbin/libvirtd"));
        daemon.environment().put("HOME", home.toString());
        daemon.environment().put("XDG_RUNTIME_DIR", home.resolve("run").toString());
        daemon.environment().remove("XDG_CACHE_HOME");
        daemon.environment().remove("XDG_CONFIG_HOME");
        Process process = daemon.redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start();
        UserDaemon started = new UserDaemon(home, process);
        try {
            started.awaitSocket();
            return started;
        } catch (IllegalStateException e) {
            started.close();
            throw e;
        }
    }

    private Path socket() {
        return home.resolve("run/libvirt/libvirt-sock");
    }

    private void awaitSocket() {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        try {
            while (!Files.exists(socket())) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    throw new IllegalStateException("the user's libvirtd did not start");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String uri() {
        return "qemu+unix:///session?socket=" + socket();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> all = Files.walk(home)) {
            all.sorted(Comparator.reverseOrder()).forEach(UserDaemon::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
