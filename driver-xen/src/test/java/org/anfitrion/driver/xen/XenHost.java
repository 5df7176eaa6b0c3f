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

/** A Xen host beside the lab's, for one test class, which can be killed and booted again at the same address. */
final class XenHost implements AutoCloseable {

    private static final Duration BOOT = Duration.ofMinutes(4);

    private final XenLab lab;
    private final Path folder;

    private XenHost(XenLab lab, Path folder) {
        this.lab = lab;
        this.folder = folder;
    }

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

    private String uri(String key) {
        try {
            return Files.readAllLines(folder.resolve("uris")).stream()
                    .filter(line -> line.startsWith(key + "="))
                    .map(line -> line.substring(key.length() + 1))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program in its own domain; its words have no spaces. */
    String enter(String... command) {
        return enterBy(uri("ssh"), command);
    }

    /** Runs a program in the own domain of a host that libvirt reaches by ssh; its words have no spaces. */
    static String enterBy(String uri, String... command) {
        HypervisorUri ssh = HypervisorUri.parse(uri);
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
