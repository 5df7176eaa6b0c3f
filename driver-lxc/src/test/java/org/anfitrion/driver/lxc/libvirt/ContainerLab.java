package org.anfitrion.driver.lxc.libvirt;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.anfitrion.driver.lxc.RootFiles;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.Command;
import org.anfitrion.testkit.contract.LabProperties;

/** What testkit/lab raised: a libvirtd for containers, and the files of one. */
final class ContainerLab {

    /** Whom the containers' files belong to on the host. */
    static final int OWNER = 200_000;

    private static final ContainerLab RAISED = new ContainerLab();

    private final LabProperties properties = LabProperties.raised();

    private ContainerLab() {}

    static ContainerLab raised() {
        return RAISED;
    }

    /** Says what could not be had on this machine; empty if all is there. */
    Optional<String> unobtainable() {
        return properties
                .find("unobtainable")
                .map(packages -> "packages that cannot be had here: " + packages)
                .or(() -> properties.find("libvirtlxc.unobtainable"));
    }

    /** Where the daemon is reached, by its socket. */
    String uri() {
        return properties.get("libvirtlxc.uri");
    }

    /** The same daemon over a transport: {@code tcp}, {@code tls} or {@code ssh}. */
    String uriOver(String transport) {
        return properties.get("libvirtlxc." + transport);
    }

    /** A folder that the lab clears away, with a short path, into which the containers' users can look. */
    Path place(String name) {
        return Path.of(properties.get("libvirtlxc.dir")).resolveSibling(name + Long.toHexString(System.nanoTime()));
    }

    /** A root file system of its own, which belongs to users of its own. */
    Path root() {
        return rootOf(OWNER);
    }

    /** A root file system of its own, which belongs to somebody. */
    Path rootOf(int owner) {
        Path from = Path.of(properties.get("container.rootfs"));
        Path to = place("r");
        RootFiles.copy(from, to, owner);
        return to;
    }

    /** Runs a program where the daemon's network is. */
    String enter(String... command) {
        return Command.of(properties.get("libvirtlxc.command"), "enter", properties.get("libvirtlxc.dir"))
                .arguments(List.of(command))
                .run(Deadline.after(Duration.ofMinutes(1)))
                .orThrow()
                .output();
    }
}
