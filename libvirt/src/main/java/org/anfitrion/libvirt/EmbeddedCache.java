package org.anfitrion.libvirt;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * What libvirt learned of this machine's QEMU, kept between embedded roots in the user's cache folder: learning takes
 * seconds. libvirt itself checks each file against the QEMU, the kernel and the libvirt at hand, and learns anew where one
 * changed; so a copy is as good as its own. Nothing depends on it: where it cannot be read or written, nothing is kept.
 */
final class EmbeddedCache {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.embedded");
    private static final String OF_ROOT = "cache/qemu/capabilities";

    private EmbeddedCache() {}

    private static Path ofUser() {
        String base = System.getenv("XDG_CACHE_HOME");
        Path cache = base != null && base.startsWith("/")
                ? Path.of(base)
                : Path.of(System.getProperty("user.home"), ".cache");
        return cache.resolve("anfitrion/embed/capabilities");
    }

    static void warm(Path root) {
        copyMissing(ofUser(), root.resolve(OF_ROOT));
    }

    static void keep(Path root) {
        copyMissing(root.resolve(OF_ROOT), ofUser());
    }

    private static void copyMissing(Path from, Path to) {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> files = Files.list(from)) {
            List<Path> documents =
                    files.filter(file -> file.toString().endsWith(".xml")).toList();
            Files.createDirectories(to);
            for (Path document : documents) {
                copy(document, to.resolve(document.getFileName().toString()));
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the cache of QEMU's capabilities is not used", e);
        }
    }

    /** A newer file replaces an older one, in one step: another process may be reading. */
    private static void copy(Path document, Path target) throws IOException {
        if (Files.exists(target)
                && Files.getLastModifiedTime(target).compareTo(Files.getLastModifiedTime(document)) >= 0) {
            return;
        }
        Path part = Files.createTempFile(
                target.getParent(),
                ".part",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.copy(document, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
