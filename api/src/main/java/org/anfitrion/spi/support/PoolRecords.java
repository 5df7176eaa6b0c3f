package org.anfitrion.spi.support;

import com.google.common.util.concurrent.Striped;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.Lock;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;

/**
 * The pools that are remembered in a directory, one small file each, for all sessions and programs that use the directory. A file
 * is replaced as a whole, so that a reader never sees half of one.
 */
final class PoolRecords {

    private static final String EXTENSION = ".pool";
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    /** Of all sessions of this program: a file lock is the program's, not a thread's. */
    private static final Striped<Lock> THREADS = Striped.lock(16);

    private final Path directory;
    private final String boot;

    PoolRecords(Path directory) {
        this.directory = directory.toAbsolutePath();
        this.boot = presentBoot();
    }

    private static String presentBoot() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException e) {
            return ""; // not Linux: then a pool stays as it was switched, over restarts too
        }
    }

    /** Returns in which run the host is. */
    String boot() {
        return boot;
    }

    /** Does something that changes records, while nobody else does. */
    <T> T locked(IoWork<T> work) {
        Lock threads = THREADS.get(directory);
        threads.lock();
        try {
            makeDirectory();
            try (FileChannel channel = FileChannel.open(
                            directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock programs = channel.lock()) {
                if (!programs.isValid()) {
                    throw new IOException("the lock was lost");
                }
                return work.run();
            }
        } catch (IOException e) {
            throw failed(e);
        } finally {
            threads.unlock();
        }
    }

    private void makeDirectory() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    List<PoolRecord> all() {
        List<PoolRecord> records = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return records;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + EXTENSION)) {
            for (Path file : files) {
                read(file).ifPresent(records::add);
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return records;
    }

    Optional<PoolRecord> find(String name) {
        try {
            return read(file(name));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Keeps a record, in place of the one of that name. Called under the lock. */
    void put(PoolRecord record) throws IOException {
        Path fresh = Files.createTempFile(directory, ".pool", ".part");
        try {
            try (Writer writer = Files.newBufferedWriter(fresh, StandardCharsets.UTF_8)) {
                record.toProperties().store(writer, null);
            }
            Files.move(fresh, file(record.name()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Forgets a record. Called under the lock. */
    void remove(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    private Path file(String name) {
        return directory.resolve(name + EXTENSION);
    }

    private static Optional<PoolRecord> read(Path file) throws IOException {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Properties kept = new Properties();
            kept.load(reader);
            return Optional.of(PoolRecord.of(kept));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private BackendFailureException failed(IOException e) {
        return new BackendFailureException(Failure.to("keep", "the pools in '" + directory + "'")
                .because(String.valueOf(e.getMessage()))
                .causedBy(e));
    }
}
