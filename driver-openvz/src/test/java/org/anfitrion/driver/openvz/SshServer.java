package org.anfitrion.driver.openvz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** An sshd on the loopback with keys of its own; the exchange of keys is one that takes no time. */
final class SshServer implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final Process process;

    SshServer(Path folder) {
        this(folder, "");
    }

    /** The root of a host of the stand-in, whose tools are on its path; the lab ends it if the tests did not. */
    static SshServer of(StandIn node) {
        return new SshServer(
                node.folder().resolve("ssh"), "SetEnv PATH=" + node.folder() + "/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    }

    private SshServer(Path folder, String more) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            Files.createDirectories(Path.of("/run/sshd"));
            for (String key : List.of("host", "user")) {
                run(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-f",
                        folder.resolve(key).toString());
            }
            port = freePort();
            String host = Files.readString(folder.resolve("host.pub"));
            Files.writeString(folder.resolve("known"), "[127.0.0.1]:" + port + " " + host);
            Files.writeString(folder.resolve("config"), """
                    ListenAddress 127.0.0.1:%d
                    KexAlgorithms curve25519-sha256
                    HostKey %s/host
                    AuthorizedKeysFile %s/user.pub
                    PermitRootLogin prohibit-password
                    PasswordAuthentication no
                    UsePAM no
                    StrictModes no
                    PidFile none
                    MaxStartups 100
                    %s
                    """.formatted(port, folder, folder, more));
            ProcessBuilder daemon = new ProcessBuilder(
                            "/usr/sbin/sshd",
                            "-D",
                            "-e",
                            "-f",
                            folder.resolve("config").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile());
            daemon.environment().put("VZ_NODE", folder.toString());
            process = daemon.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        awaitListening();
    }

    private static void run(String... words) throws IOException {
        try {
            if (new ProcessBuilder(words).inheritIO().start().waitFor() != 0) {
                throw new IOException(String.join(" ", words) + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitListening() {
        long end = System.nanoTime() + Bed.PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(20_000_000);
            }
        }
        throw new IllegalStateException("sshd does not listen: " + folder.resolve("log"));
    }

    int port() {
        return port;
    }

    /** How a node is reached through it. */
    String uri(StandIn node) {
        return "openvz+ssh://root@127.0.0.1:" + port + "/system?" + node.parameters() + "&" + parameters();
    }

    String parameters() {
        return "keyfile=" + folder + "/user&known_hosts=" + folder + "/known";
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
