package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.driver.lxc.config.LxcConfig;

/**
 * A container's snapshots, where liblxc has them, so that lxc-snapshot(1) lists ours and we list its: a folder of their name in the
 * container's folder {@code snaps}, with a configuration, a copy of its files, the time and a comment. Thread-safe as far as the
 * container is held.
 */
final class SnapshotFolder {

    static final String FOLDER = "snaps";

    private static final String TIME = "ts";
    private static final String COMMENT = "comment";
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss");

    /** What is being made or deleted, by the process that does it. */
    private static final String UNDONE = ".anfitrion-";

    private final Path folder;

    /** The snapshots in a container's folder. */
    SnapshotFolder(Path container) {
        folder = container.resolve(FOLDER);
    }

    /**
     * A snapshot.
     *
     * @param name its name
     * @param config the container's configuration then, but for where the files are
     * @param created when it was taken
     * @param comment a text for people
     */
    record Kept(String name, LxcConfig config, Instant created, Optional<String> comment) {}

    /** All of them, the oldest first. */
    List<Kept> all(Failure attempt) {
        List<Kept> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Path config = entry.resolve(ContainerFolder.CONFIG);
                String name = String.valueOf(entry.getFileName());
                if (Files.exists(config) && !name.startsWith(UNDONE)) {
                    all.add(new Kept(name, LxcConfig.read(config), created(entry), comment(entry)));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
        all.sort(Comparator.comparing(Kept::created).thenComparing(Kept::name));
        return all;
    }

    /** When liblxc, or this driver, says that it was taken; else when its folder was last changed. */
    private static Instant created(Path snapshot) throws IOException {
        try {
            String text = Files.readString(snapshot.resolve(TIME)).strip();
            return LocalDateTime.parse(text, CLOCK)
                    .atZone(ZoneId.systemDefault())
                    .toInstant();
        } catch (NoSuchFileException | DateTimeParseException e) {
            return Files.getLastModifiedTime(snapshot).toInstant().truncatedTo(ChronoUnit.SECONDS);
        }
    }

    private static Optional<String> comment(Path snapshot) throws IOException {
        try {
            return Optional.of(Files.readString(snapshot.resolve(COMMENT)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Where a snapshot is, or would be. */
    Path place(String name) {
        try {
            if (!name.startsWith(UNDONE)) {
                return folder.resolve(name);
            }
        } catch (InvalidPathException e) {
            throw InvalidSpecException.of("snapshot name", name, "no folder can have that name here: " + e.getReason());
        }
        throw InvalidSpecException.of("snapshot name", name, "names that begin with " + UNDONE + " are this driver's");
    }

    /** Makes a snapshot, of which nothing is seen until it is whole. */
    void put(Kept snapshot, Consumer<Path> filling, Failure attempt) {
        Path place = place(snapshot.name());
        sweep(attempt);
        Path making = undone();
        try (Unfinished files = new Unfinished(making, attempt)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x--x"));
            Files.createDirectory(making);
            filling.accept(making);
            Files.writeString(
                    making.resolve(TIME), CLOCK.format(snapshot.created().atZone(ZoneId.systemDefault())));
            if (snapshot.comment().isPresent()) {
                Files.writeString(making.resolve(COMMENT), snapshot.comment().get());
            }
            Files.write(
                    making.resolve(ContainerFolder.CONFIG), snapshot.config().bytes());
            if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                throw new AlreadyExistsException(attempt.because("the container has a snapshot of that name"));
            }
            Files.move(making, place, StandardCopyOption.ATOMIC_MOVE);
            files.keep();
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
    }

    /** Changes what a snapshot's configuration says. */
    void replace(String name, LxcConfig config, Failure attempt) {
        Path place = place(name);
        Path text = place.resolve(UNDONE + ContainerFolder.CONFIG);
        try {
            Files.write(text, config.bytes());
            Files.move(text, place.resolve(ContainerFolder.CONFIG), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
    }

    /** Deletes a snapshot: it is not there any more from the first moment on. */
    void remove(String name, Failure attempt) {
        Path going = undone();
        try {
            Files.move(place(name), going, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
        Trees.delete(going, attempt);
    }

    private Path undone() {
        return folder.resolve(
                UNDONE + Processes.identity(ProcessHandle.current().pid()).orElseThrow());
    }

    /** Deletes what processes that are gone have left half done; this one does one thing at a time. */
    private void sweep(Failure attempt) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, UNDONE + "*")) {
            for (Path entry : entries) {
                String maker = String.valueOf(entry.getFileName()).substring(UNDONE.length());
                if (entry.equals(undone()) || !Processes.isThere(maker)) {
                    Trees.delete(entry, attempt);
                }
            }
        } catch (NoSuchFileException e) {
            return; // it will be the first
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
    }
}
