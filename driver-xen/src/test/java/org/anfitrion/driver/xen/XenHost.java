package org.anfitrion.driver.xen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
        try {
            return Files.readAllLines(folder.resolve("uris")).stream()
                    .filter(line -> line.startsWith("uri="))
                    .map(line -> line.substring("uri=".length()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Command.of(lab.command().toString(), "down", folder.toString())
                .run(Deadline.after(BOOT))
                .orThrow();
    }
}
