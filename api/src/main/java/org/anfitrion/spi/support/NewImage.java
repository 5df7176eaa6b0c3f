package org.anfitrion.spi.support;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * A file that appears under its name when it is complete, and leaves nothing if it never is. Until then its name has a
 * character that no volume's name may have. Readable for the owner only: it is to hold a guest's data.
 */
final class NewImage implements AutoCloseable {

    private static final String MARK = ".anfitrion&";
    private static final Duration ABANDONED = Duration.ofDays(7);
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private final Path part;

    private NewImage(Path part) {
        this.part = part;
    }

    static NewImage in(Path directory) throws IOException {
        Path part = directory.resolve(MARK + UUID.randomUUID());
        return new NewImage(Files.createFile(part, PosixFilePermissions.asFileAttribute(OWNER)));
    }

    Path path() {
        return part;
    }

    /** Gives the file its name, unless there is one of that name. */
    void appear(Path file) throws IOException {
        try {
            Files.createLink(file, part); // unlike a rename, this never replaces
        } catch (UnsupportedOperationException e) {
            appearWithoutLinks(file);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (IOException e) {
            appearWithoutLinks(file); // a file system such as vfat
        }
    }

    private void appearWithoutLinks(Path file) throws IOException {
        Files.move(part, file);
    }

    /** Puts the file in the place of another, which is to be its like to whom may use it. */
    void replace(Path file) throws IOException {
        Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(file));
        if (!Files.getOwner(part).equals(Files.getOwner(file))) {
            Files.setOwner(part, Files.getOwner(file));
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(part);
    }

    /** Deletes what programs left that were ended: what nobody has written to for a week. */
    static void clear(Path directory) throws IOException {
        Instant since = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, MARK + "*")) {
            for (Path part : parts) {
                if (Files.getLastModifiedTime(part).toInstant().isBefore(since)) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }
}
