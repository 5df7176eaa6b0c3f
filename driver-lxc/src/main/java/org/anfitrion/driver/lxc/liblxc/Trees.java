package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.Command;
import org.jspecify.annotations.Nullable;

/** Whole trees of files: a container's root with its owners, devices, hard links and extended attributes. */
final class Trees {

    private static final Duration LONG = Duration.ofDays(1);

    private Trees() {}

    /** Copies a tree to a place where nothing is; what was copied is removed again if that fails or is cancelled. */
    static void copy(Path from, Path to, Progress progress, Failure attempt) {
        try (Unfinished copy = new Unfinished(to, attempt)) {
            // What Java copies has no extended attributes, and each hard link would be a file of its own.
            Command.of("cp", "-a", "-T", "--reflink=auto", "--", from.toString(), to.toString())
                    .attempting(attempt.operation(), attempt.target())
                    .changing()
                    .run(Deadline.after(LONG), progress)
                    .orThrow();
            if (progress.cancelled()) {
                throw new OperationCancelledException(attempt.because("it was cancelled"));
            }
            copy.keep();
        }
    }

    /** Refuses to touch a tree while something is mounted in it: that is somebody else's, such as the host's own files. */
    static void requireNoMounts(Path tree, Failure attempt) {
        try {
            if (Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
                Optional<String> mount = HostMounts.read().in(tree);
                if (mount.isPresent()) {
                    throw new ResourceBusyException(attempt.because(
                            "nothing of " + tree + " is deleted, as something is mounted on " + mount.get()));
                }
            }
        } catch (IOException e) {
            throw failed(attempt, e);
        }
    }

    /** Deletes a tree, without following links; nothing of it if something is mounted in it. */
    static void delete(Path tree, Failure attempt) {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        requireNoMounts(tree, attempt);
        try {
            Files.walkFileTree(tree, new Deletion());
        } catch (IOException | UncheckedIOException e) {
            throw new BackendFailureException(
                    attempt.because("not all of " + tree + " could be deleted: " + e.getMessage())
                            .causedBy(e));
        }
    }

    /** What the file system said. */
    static BackendFailureException failed(Failure attempt, IOException e) {
        return new BackendFailureException(
                attempt.because(e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage())
                        .causedBy(e));
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
            if (e != null) {
                throw e;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
