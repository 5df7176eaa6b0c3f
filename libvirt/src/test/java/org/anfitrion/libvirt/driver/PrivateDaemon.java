package org.anfitrion.libvirt.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A libvirtd of its own, with nothing of it outside a folder, to be stopped and killed: the host at the other end of a real
 * wire. It offers libvirt's test driver.
 */
final class PrivateDaemon implements AutoCloseable {

    private static final Path DAEMON = Path.of("/usr/sbin/libvirtd");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final Process process;

    private PrivateDaemon(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    static PrivateDaemon start(Path folder) throws IOException, InterruptedException {
        assertTrue(Files.isExecutable(DAEMON), "libvirtd is not installed");
        assertEquals("root", System.getProperty("user.name"), "a private libvirtd needs root");
        Path configuration = folder.resolve("libvirtd.conf");
        Files.writeString(configuration, """
                unix_sock_dir = "%s"
                auth_unix_rw = "none"
                log_outputs = "3:file:%s/libvirtd.log"
                host_uuid = "4dea22b3-1d52-d8f3-2516-782e98ab3fa1"
                """.formatted(folder, folder));
        // Its folders are bound over the system's in a mount namespace of its own; exec keeps the number of the
        // process.
        String script = """
                set -e
                mount --make-rprivate /
                for place in etc/libvirt var/lib/libvirt var/cache/libvirt var/log/libvirt run/libvirt; do
                    mkdir -p "/$place" "$1/$place"
                    mount --bind "$1/$place" "/$place"
                done
                exec "$2" -f "$1/libvirtd.conf" -p "$1/pid"
                """;
        Process process = new ProcessBuilder(
                        List.of("unshare", "-m", "sh", "-c", script, "private", folder.toString(), DAEMON.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        PrivateDaemon daemon = new PrivateDaemon(folder, process);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!daemon.listens()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                daemon.close();
                throw new IOException("libvirtd did not start: " + Files.readString(folder.resolve("out")));
            }
            pause(Duration.ofMillis(20));
        }
        return daemon;
    }

    static void pause(Duration duration) throws InterruptedException {
        boolean never = new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);
        assert !never;
    }

    /** The socket is there a moment before anybody listens on it. */
    private boolean listens() {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private Path socket() {
        return folder.resolve("libvirt-sock");
    }

    String uri() {
        return "test+unix:///default?socket=" + socket();
    }

    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
