package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.driver.lxc.RootFiles;
import org.anfitrion.testkit.contract.LabProperties;

/** What testkit/lab raised: a place for folders of containers, and the files of one. */
final class LxcLab {

    private static final LxcLab RAISED = new LxcLab();

    private final LabProperties properties = LabProperties.raised();

    private LxcLab() {}

    static LxcLab raised() {
        return RAISED;
    }

    /** Says what could not be had on this machine; empty if all is there. */
    Optional<String> unobtainable() {
        return properties
                .find("unobtainable")
                .map(packages -> "packages that cannot be had here: " + packages)
                .or(() -> properties.find("lxc.unobtainable"));
    }

    /** An empty folder of containers, which the lab clears away and whose containers it ends. */
    Path lxcPath() {
        return folder("p");
    }

    /** A folder of that kind, which the lab clears away. */
    Path place(String kind) {
        return folder(kind);
    }

    /** Where newuidmap(1) and newgidmap(1) are, which the machine need not have. */
    Path uidmap() {
        return Path.of(properties.get("lxc.uidmap"));
    }

    private Path folder(String kind) {
        try {
            Path folder = Path.of(properties.get("lxc.dir"))
                    .resolve(kind + UUID.randomUUID().toString().substring(0, 8));
            Files.createDirectory(folder);
            // The users of containers have to find their files in it.
            return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A root file system of its own, which belongs to the host's root. */
    Path root() {
        return rootOf(0);
    }

    /** A root file system of its own, which belongs to somebody. */
    Path rootOf(int owner) {
        Path from = Path.of(properties.get("container.rootfs"));
        Path to = folder("r").resolve("rootfs");
        RootFiles.copy(from, to, owner);
        return to;
    }
}
