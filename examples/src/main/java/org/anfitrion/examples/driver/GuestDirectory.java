package org.anfitrion.examples.driver;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.spi.DomainRef;

/**
 * The directory that is the host. For each domain, named by its UUID since a name may be anything: {@code .domain} is its
 * configuration, {@code .run} its present run, {@code .log} the output of its last, {@code .autostart} a mark.
 */
final class GuestDirectory {

    private static final Map<Path, GuestDirectory> OPEN = new ConcurrentHashMap<>();
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path path;
    private final ReentrantLock lock = new ReentrantLock();

    private GuestDirectory(Path path) {
        this.path = path;
    }

    /** One for each directory in this program, since a file lock does not keep its own threads apart. */
    static GuestDirectory of(Path path) {
        try {
            return OPEN.computeIfAbsent(Files.createDirectories(path).toRealPath(), GuestDirectory::new);
        } catch (IOException e) {
            throw failure("open", path, e);
        }
    }

    private static BackendFailureException failure(String operation, Path file, IOException e) {
        return new BackendFailureException(
                Failure.to(operation, file.toString()).because(e.toString()).causedBy(e));
    }

    Path path() {
        return path;
    }

    /** Works while no other session does, of this program or of another. */
    <T> T locked(Supplier<T> work) {
        if (lock.isHeldByCurrentThread()) {
            return work.get();
        }
        lock.lock();
        try (FileChannel file =
                        FileChannel.open(path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = file.lock()) {
            return work.get();
        } catch (IOException e) {
            throw failure("lock", path, e);
        } finally {
            lock.unlock();
        }
    }

    List<Guest> guests() {
        return locked(() -> {
            try (Stream<Path> files = Files.list(path)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".domain") || name.endsWith(".run"))
                        .map(name -> name.substring(0, name.lastIndexOf('.')))
                        .distinct()
                        .flatMap(key -> guest(new DomainId(key)).stream())
                        .toList();
            } catch (IOException e) {
                throw failure("list", path, e);
            }
        });
    }

    Optional<Guest> find(DomainRef ref) {
        return guests().stream().filter(guest -> guest.isMeantBy(ref)).findFirst();
    }

    Guest require(DomainId id, String operation) {
        return locked(() -> guest(id))
                .orElseThrow(() -> new NotFoundException(
                        Failure.to(operation, "domain " + id).because("there is no such domain in " + path)));
    }

    /** Reads one domain; clears away what a run that has ended left behind. */
    private Optional<Guest> guest(DomainId id) {
        Optional<Definition> kept = read(id, ".domain").map(Definition::new);
        Optional<Run> written = read(id, ".run").map(Run::parse);
        Optional<Run> run = written.filter(last -> last.state().isPresent());
        if (run.isEmpty() && kept.isEmpty()) {
            remove(id);
            return Optional.empty();
        }
        if (run.isEmpty() && written.isPresent()) {
            delete(id, ".run");
        }
        boolean autostart = Files.exists(file(id, ".autostart"));
        return Optional.of(new Guest(id, kept, run, autostart));
    }

    void keep(DomainId id, Definition definition) {
        write(id, ".domain", definition.text());
    }

    void keep(DomainId id, Run run) {
        write(id, ".run", run.text());
    }

    void autostart(DomainId id, boolean on) {
        if (on) {
            write(id, ".autostart", "");
        } else {
            delete(id, ".autostart");
        }
    }

    void remove(DomainId id) {
        List.of(".domain", ".autostart", ".run", ".log").forEach(suffix -> delete(id, suffix));
    }

    Path log(DomainId id) {
        return file(id, ".log");
    }

    /** Tells, once after each start of the machine, that it has started. */
    boolean isFirstSinceBoot() {
        return locked(() -> {
            try {
                Path mark = path.resolve(".boot");
                String now = Files.readString(BOOT_ID);
                boolean first = !Files.exists(mark) || !Files.readString(mark).equals(now);
                Files.writeString(mark, now);
                return first;
            } catch (IOException e) {
                throw failure("read", BOOT_ID, e);
            }
        });
    }

    private Path file(DomainId id, String suffix) {
        return path.resolve(id.key() + suffix);
    }

    private Optional<String> read(DomainId id, String suffix) {
        Path file = file(id, suffix);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw failure("read", file, e);
        }
    }

    /** Writes aside and renames, so that a file is whole whenever it is there. */
    private void write(DomainId id, String suffix, String text) {
        Path file = file(id, suffix);
        try {
            Path aside = Files.writeString(file(id, suffix + "~"), text);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw failure("write", file, e);
        }
    }

    private void delete(DomainId id, String suffix) {
        try {
            Files.deleteIfExists(file(id, suffix));
        } catch (IOException e) {
            throw failure("delete", file(id, suffix), e);
        }
    }
}
