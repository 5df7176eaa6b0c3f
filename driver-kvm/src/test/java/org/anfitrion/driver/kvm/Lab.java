package org.anfitrion.driver.kvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.testkit.contract.LabProperties;

/** What testkit/lab raised: a guest, disks, a libvirtd, and room for roots of libvirt's embedded driver. */
final class Lab {

    private static final Lab RAISED = new Lab();

    private final LabProperties properties = LabProperties.raised();

    private Lab() {}

    static Lab raised() {
        return RAISED;
    }

    /** Says what could not be had on this machine; empty if all is there. */
    Optional<String> unobtainable() {
        return properties.find("unobtainable").map(packages -> "packages that cannot be had here: " + packages);
    }

    /** A Linux that says READY on its serial port, and powers off when asked by ACPI. */
    Boot.Kernel guest() {
        return Boot.kernel(Path.of(get("guest.kernel")))
                .initrd(Path.of(get("guest.initrd")))
                .commandLine(get("guest.cmdline"));
    }

    /**
     * The same with QEMU's guest agent.
     *
     * @param arguments more for the kernel, such as {@code lab.keys=on}
     */
    Boot.Kernel guestWithAgent(String... arguments) {
        return Boot.kernel(Path.of(get("guest.kernel")))
                .initrd(Path.of(get("guest.initrd.agent")))
                .commandLine(get("guest.cmdline") + String.join("", prefixed(arguments)));
    }

    private static List<String> prefixed(String... arguments) {
        return Stream.of(arguments).map(argument -> " " + argument).toList();
    }

    /** Makes an empty root, which the lab clears away at its end. The name is short: sockets of channels lie below it. */
    Path root(String name) {
        try {
            String unique = name + UUID.randomUUID().toString().substring(0, 8);
            Path root = Files.createDirectory(
                    Files.createDirectories(Path.of(get("embed.roots"))).resolve(unique));
            Optional<String> warm = properties.find("embed.warm");
            if (warm.isPresent()) {
                copy(Path.of(warm.get()), root.resolve("cache"));
            }
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the lab's libvirtd is reached, which all tests share: leave it as it was. */
    String daemon() {
        return get("libvirtd.uri");
    }

    /** The same daemon over a transport: {@code tcp}, {@code tls} or {@code ssh}. */
    String daemonOver(String transport) {
        return get("libvirtd." + transport);
    }

    /** Where the lab's libvirtd lives. */
    Path daemonFolder() {
        return Path.of(get("libvirtd.dir"));
    }

    /** The program that starts a libvirtd of a test's own: see testkit/lab/README.md. */
    Path daemonCommand() {
        return Path.of(get("libvirtd.command"));
    }

    /** A folder that the lab clears away, with all that a daemon in it started. The name is short: sockets lie below it. */
    Path place(String name) {
        return Path.of(get("embed.roots")).resolve(name + Long.toHexString(System.nanoTime()));
    }

    /** An empty image, to be copied. */
    Path emptyQcow2() {
        return Path.of(get("disk.qcow2"));
    }

    /** Copies an empty image that a guest may write to, to where the lab clears it away. */
    Path freshDisk() {
        Path folder = place("d");
        try {
            return disk(Files.createDirectories(folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Copies an empty image that a guest may write to. */
    Path disk(Path folder) {
        try {
            return Files.copy(Path.of(get("disk.qcow2")), folder.resolve("disk.qcow2"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private String get(String key) {
        return properties.get(key);
    }
}
