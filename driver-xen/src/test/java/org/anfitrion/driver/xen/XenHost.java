package org.anfitrion.driver.xen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.Command;

/** A Xen host: the lab's own, which all share, or one for one test class, which can be killed and booted again. */
final class XenHost implements AutoCloseable {

    private static final Duration BOOT = Duration.ofMinutes(4);

    private final XenLab lab;
    private final Path folder;

    private XenHost(XenLab lab, Path folder) {
        this.lab = lab;
        this.folder = folder;
    }

    /** The one that the lab raised, and will clear away. */
    static XenHost shared(XenLab lab) {
        return new XenHost(lab, lab.folder());
    }

    /** One more, to be closed. */
    static XenHost booted(XenLab lab) {
        XenHost host = new XenHost(lab, lab.folder("h"));
        host.boot();
        return host;
    }

    /** Boots it; all that it had is gone. */
    void boot() {
        Command.of(lab.command().toString(), "up", lab.image().toString(), folder.toString())
                .run(Deadline.after(BOOT))
                .orThrow();
    }

    /** Takes its power away. */
    void kill() {
        try {
            String pid = Files.readString(folder.resolve("pids/host")).split(" ", -1)[0];
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(process -> {
                process.destroyForcibly();
                process.onExit().join();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String uri() {
        return uri("uri");
    }

    /** Where it is reached over another transport: {@code tls} or {@code ssh}. */
    String uri(String transport) {
        try {
            return Files.readAllLines(folder.resolve("uris")).stream()
                    .filter(line -> line.startsWith(transport + "="))
                    .map(line -> line.substring(transport.length() + 1))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program in its own domain; its words have no spaces. */
    String enter(String... command) {
        HypervisorUri ssh = HypervisorUri.parse(uri("ssh"));
        return Command.of(
                        ssh.parameter("command").orElseThrow(),
                        "-p",
                        Integer.toString(ssh.port().orElseThrow()),
                        "root@127.0.0.1")
                .arguments(List.of(command))
                .run(Deadline.after(Duration.ofMinutes(1)))
                .orThrow()
                .output();
    }

    @Override
    public void close() {
        Command.of(lab.command().toString(), "down", folder.toString())
                .run(Deadline.after(BOOT))
                .orThrow();
    }
}
