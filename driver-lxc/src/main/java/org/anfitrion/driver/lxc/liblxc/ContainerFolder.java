package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.driver.lxc.config.LxcConfig;
import org.anfitrion.driver.lxc.liblxc.wire.Locks;

/**
 * The folder of containers: one folder for each, with a file {@code config} in it. What has no such file is no container, as {@code
 * lxc-ls} sees it: so a container is there from the moment on that its whole configuration is. Thread-safe.
 */
final class ContainerFolder {

    static final String CONFIG = "config";

    /** What the container was started with, beside what its next start will use. */
    private static final String RUNNING = "anfitrion.running";

    /** Who watches over it since, and its first process. */
    private static final String STARTED = "anfitrion.started";

    /** No number of a process, and no time in clock ticks, is so long that two of each are not shorter. */
    private static final int STARTED_LENGTH = 160;

    /** The same with what was changed while it runs, until it restarts by itself. */
    private static final String CHANGED = "anfitrion.changed";

    /** The number of the process that watches over the container, which removes the file when it ends. */
    static final String WATCHER = "anfitrion.watcher";

    /** The name of the snapshot from which the container goes on. */
    private static final String SNAPSHOT = "anfitrion.snapshot";

    /** Where a container has the root that was made for it. */
    static final String ROOT = "rootfs";

    /** What the container wrote to its console. */
    static final String CONSOLE = "anfitrion.console";

    private final Path lxcPath;
    private final KnownConfigs known = new KnownConfigs();

    ContainerFolder(Path lxcPath) {
        this.lxcPath = lxcPath;
    }

    Path path() {
        return lxcPath;
    }

    /** The folder of a container that may not be there; empty for a name that no folder can have. */
    Optional<Path> find(String name) {
        if (name.isEmpty()
                || name.equals(".")
                || name.equals("..")
                || name.indexOf('/') >= 0
                || name.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(lxcPath.resolve(name));
        } catch (InvalidPathException e) {
            return Optional.empty(); // a letter that this process' locale has not: nothing here has such a name
        }
    }

    /** The names of all containers that are defined. */
    List<String> names(Failure attempt) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(lxcPath)) {
            for (Path folder : folders) {
                if (Files.exists(folder.resolve(CONFIG))) {
                    names.add(String.valueOf(folder.getFileName()));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new BackendFailureException(
                    attempt.because("the folder of containers is not there any more: " + lxcPath)
                            .causedBy(e));
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
        return names;
    }

    /** The configuration of a container, as it is now. */
    Optional<LxcConfig> config(String name) {
        return find(name).flatMap(folder -> read(folder.resolve(CONFIG)));
    }

    /** By whom a container was started last, of this driver's starts: notes alone. */
    Optional<LxcConfig> started(String name) {
        return find(name).flatMap(folder -> read(folder.resolve(STARTED)));
    }

    /** By whom a container was started last, for a list of many. */
    Optional<LxcConfig> knownStarted(String name) {
        return find(name).flatMap(folder -> known.of(folder.resolve(STARTED), ContainerFolder::read));
    }

    /** The configuration of a container, for a list of many. */
    Optional<LxcConfig> known(String name) {
        return find(name).flatMap(folder -> known.of(folder.resolve(CONFIG), ContainerFolder::read));
    }

    /** What a container runs with since it was changed, if it has not restarted by itself. */
    Optional<LxcConfig> knownChanged(String name, String init) {
        return find(name)
                .flatMap(folder -> known.of(folder.resolve(CHANGED), ContainerFolder::read))
                .filter(config -> config.note(Notes.INIT).equals(Optional.of(init)));
    }

    /** What a container was started with by this driver, for a list of many. */
    Optional<LxcConfig> knownRunning(String name) {
        return find(name).flatMap(folder -> known.of(folder.resolve(RUNNING), ContainerFolder::read));
    }

    /** Drops what is known of a container that is gone, or has another name. */
    void forget(String name) {
        for (String file : List.of(CONFIG, RUNNING, STARTED, CHANGED)) {
            known.forget(lxcPath.resolve(name).resolve(file));
        }
    }

    private static Optional<LxcConfig> read(Path file) {
        try {
            return Optional.of(LxcConfig.read(file));
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof NoSuchFileException || e.getCause() instanceof NotDirectoryException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Makes a container's folder, and its configuration at last. */
    void define(String name, LxcConfig config, Failure attempt) {
        Path folder = find(name)
                .orElseThrow(() -> new BackendFailureException(attempt.because("no folder can have that name here")));
        boolean made = make(folder, attempt);
        try {
            Path text = written(folder, config);
            try {
                // Unlike a renamed file, a linked one never replaces another's.
                Files.createLink(folder.resolve(CONFIG), text);
            } finally {
                Files.deleteIfExists(text);
            }
        } catch (FileAlreadyExistsException e) {
            throw taken(attempt);
        } catch (IOException e) {
            if (made) {
                discard(folder, e);
            }
            throw Trees.failed(attempt, e);
        }
    }

    private static boolean make(Path folder, Failure attempt) {
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---")));
            // Of a container's users, and theirs, all go through here; what is listed in it is not theirs to see.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwx--x"));
            return true;
        } catch (FileAlreadyExistsException e) {
            if (Files.exists(folder.resolve(CONFIG))) {
                throw taken(attempt);
            }
            return false; // what a process that was killed had begun, or a folder with nothing but a root file system
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
    }

    private static AlreadyExistsException taken(Failure attempt) {
        return new AlreadyExistsException(attempt.because("there is a container of that name"));
    }

    /** Where a container has the root that was made for it. */
    Path root(String name, Failure attempt) {
        return find(name)
                .orElseThrow(() -> new BackendFailureException(attempt.because("no folder can have that name here")))
                .resolve(ROOT);
    }

    /** Begins to make the files of a container that is not there yet; its folder may be. */
    NewFiles begin(String name, String files, Failure attempt) {
        Path place = root(name, attempt).resolveSibling(files);
        boolean made = make(place.resolveSibling("").normalize(), attempt);
        return NewFiles.begin(place, made, attempt);
    }

    /** Gives a container's folder another name. */
    void rename(String name, String wanted, Failure attempt) {
        try {
            Files.move(lxcPath.resolve(name), lxcPath.resolve(wanted), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
    }

    /** The snapshot from which a container goes on. */
    Optional<String> snapshot(String name) {
        try {
            return Optional.of(Files.readString(lxcPath.resolve(name).resolve(SNAPSHOT)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps from which snapshot a container goes on; an empty name is none. */
    void keepSnapshot(String name, String snapshot, Failure attempt) {
        Path file = lxcPath.resolve(name).resolve(SNAPSHOT);
        try {
            if (snapshot.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Files.writeString(file, snapshot);
            }
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
    }

    /** Replaces a container's configuration in one step. */
    void replace(String name, LxcConfig config, Failure attempt) {
        write(name, CONFIG, config, attempt);
    }

    /** Keeps what a container was started with, and who watches over it: the latter at each start, and as fast as can be. */
    void keepStarted(String name, LxcConfig config, String monitor, String init, Failure attempt) {
        if (knownRunning(name)
                .filter(before -> before.text().equals(config.text()))
                .isEmpty()) {
            write(name, RUNNING, config, attempt);
        }
        byte[] notes = LxcConfig.empty()
                .withNote(Notes.MONITOR, monitor)
                .withNote(Notes.INIT, init)
                .bytes();
        // Over what was there, whose length is the same: where a file is made shorter first, ext4 writes it out at
        // once.
        try (SeekableByteChannel file = Files.newByteChannel(
                lxcPath.resolve(name).resolve(STARTED), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer padded = ByteBuffer.allocate(Math.max(STARTED_LENGTH, notes.length));
            padded.put(notes);
            while (padded.hasRemaining()) {
                padded.put((byte) '\n');
            }
            file.write(padded.flip());
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
    }

    /** Keeps what was changed of a container that runs, by its first process. */
    void keepChanged(String name, LxcConfig config, long init, Failure attempt) {
        write(
                name,
                CHANGED,
                config.withNote(Notes.INIT, Processes.identity(init).orElse("")),
                attempt);
    }

    private void write(String name, String file, LxcConfig config, Failure attempt) {
        Path folder = lxcPath.resolve(name);
        try {
            Path text = written(folder, config);
            try {
                Files.move(
                        text,
                        folder.resolve(file),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(text);
            }
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
    }

    private static Path written(Path folder, LxcConfig config) throws IOException {
        Path text = Files.createTempFile(folder, ".anfitrion-", ".config");
        try {
            Files.write(text, config.bytes());
            Files.setPosixFilePermissions(text, PosixFilePermissions.fromString("rw-r-----"));
            return text;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(text);
            throw e;
        }
    }

    /** Takes a container's configuration away, and its folder if nothing of somebody else's is in it. */
    void remove(String name, Failure attempt) {
        Path folder = lxcPath.resolve(name);
        boolean ownRoot =
                config(name).flatMap(config -> config.note(Notes.OWN_ROOT)).isPresent();
        Path snapshots = folder.resolve(SnapshotFolder.FOLDER);
        Path going = folder.resolve(".anfitrion-" + SnapshotFolder.FOLDER);
        List<Path> trees =
                ownRoot ? List.of(folder.resolve(ROOT), folder.resolve(OwnFiles.LAYER_FOLDER)) : List.<Path>of();
        Stream.concat(trees.stream(), Stream.of(snapshots)).forEach(tree -> Trees.requireNoMounts(tree, attempt));
        try {
            Trees.delete(going, attempt); // of a process that was killed
            if (Files.isDirectory(snapshots)) {
                // Whatever happens from here on, they are not those of the next container of that name.
                Files.move(snapshots, going, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(folder.resolve(CONFIG));
            trees.forEach(tree -> Trees.delete(tree, attempt));
            Trees.delete(going, attempt);
            NewFiles.sweep(folder, attempt);
            Files.deleteIfExists(folder.resolve(SNAPSHOT));
            Locks.remove(name, lxcPath);
            Files.deleteIfExists(folder.resolve(STARTED));
            Files.deleteIfExists(folder.resolve(RUNNING));
            Files.deleteIfExists(folder.resolve(CHANGED));
            Files.deleteIfExists(folder.resolve(WATCHER));
            Files.deleteIfExists(folder.resolve(CONSOLE));
            Files.deleteIfExists(folder.resolve(CONSOLE + ConsoleRecord.FULL));
            try (Stream<Path> rest = Files.list(folder)) {
                if (rest.findAny().isEmpty()) {
                    Files.deleteIfExists(folder);
                }
            }
        } catch (NoSuchFileException e) {
            return; // somebody else was faster
        } catch (IOException e) {
            throw Trees.failed(attempt, e);
        }
    }

    private static void discard(Path folder, IOException why) {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }
}
