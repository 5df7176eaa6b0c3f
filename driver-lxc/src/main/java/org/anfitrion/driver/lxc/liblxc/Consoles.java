package org.anfitrion.driver.lxc.liblxc;

import com.google.common.util.concurrent.Striped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.lxc.config.LxcConfig;
import org.anfitrion.driver.lxc.liblxc.wire.Container;
import org.anfitrion.driver.lxc.liblxc.wire.Terminal;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;

/**
 * The consoles of containers. What they write is read from the file that liblxc's process records it in, from the first byte on and
 * by any number of readers; what is typed goes through the terminal that {@code lxc-console} uses, held only as long as it takes.
 */
final class Consoles implements ConsoleFacet, AutoCloseable {

    private static final String LOG_FILE = "lxc.console.logfile";

    /** How soon a waiting reader learns that its container has ended, which no file tells. */
    private static final Duration LOOK = Duration.ofMillis(200);

    /** A reader that comes a moment late has lost nothing of so much. */
    private static final long LEAST = 1 << 20;

    private final Containers containers;
    private final Inventory inventory;
    private final long keep;
    private final FileChanges changes = new FileChanges();
    private final Map<String, ConsoleRecord> records = new ConcurrentHashMap<>();
    private final Map<String, Terminal> terminals = new ConcurrentHashMap<>();
    private final Striped<Lock> opening = Striped.lazyWeakLock(Integer.MAX_VALUE);

    Consoles(Containers containers, Inventory inventory, DataSize keep) {
        this.containers = containers;
        this.inventory = inventory;
        this.keep = keep.bytes();
    }

    static boolean has(LxcConfig config) {
        return !config.get("lxc.console.path").equals(Optional.of("none"));
    }

    /** The settings by which a container that is about to start is recorded, unless its configuration has that done already. */
    Map<String, String> prepare(String name, LxcConfig config, Failure attempt) {
        if (!has(config)) {
            return Map.of();
        }
        Path own = containers.folder().path().resolve(name).resolve(ContainerFolder.CONSOLE);
        Path file = config.get(LOG_FILE).map(Path::of).orElse(own);
        try {
            record(name, file).begin(file.equals(own) ? keep : Long.MAX_VALUE);
        } catch (IOException e) {
            throw unreadable(attempt, e);
        }
        Map<String, String> settings = new TreeMap<>();
        settings.put(LOG_FILE, file.toString());
        // With a buffer liblxc empties the file when the container restarts or ends, to write the buffer there.
        settings.put("lxc.console.buffer.size", "");
        if (file.equals(own)) {
            // What a container writes is on the host's disk.
            settings.put("lxc.console.size", Long.toString(Math.max(keep, LEAST)));
            settings.put("lxc.console.rotate", "1");
        }
        return settings;
    }

    /** Drops what is known of a container that is gone, or has another name. */
    void forget(String name) {
        records.remove(name);
    }

    private ConsoleRecord record(String name, Path file) {
        return records.compute(
                name, (key, known) -> known != null && known.file().equals(file) ? known : new ConsoleRecord(file));
    }

    private ConsoleRecord record(DomainId id, int console, Failure attempt) {
        String name = id.key();
        Optional<LxcConfig> config = containers.find(name);
        Optional<Path> file;
        try (Container container = containers.open(name, attempt)) {
            boolean runs = inventory.live(name, attempt).runs();
            if (config.isEmpty() && !runs) {
                throw Containers.notFound(attempt);
            }
            file = runs
                    ? container
                            .runningItem(LOG_FILE)
                            .filter(path -> !path.isEmpty())
                            .map(Path::of)
                    : Optional.empty();
            if (console != 0 || !config.map(Consoles::has).orElse(true)) {
                throw new NotFoundException(attempt.because("the container has no console " + console));
            }
            // One that is just ending does not answer any more.
            if (runs
                    && file.isEmpty()
                    && ContainerState.status(container.state()).state() == DomainState.RUNNING) {
                throw new InvalidStateException(attempt.because(
                        "its console is not recorded in this run, as it was started elsewhere without " + LOG_FILE));
            }
        }
        return record(
                name,
                file.or(() -> config.flatMap(found -> found.get(LOG_FILE)).map(Path::of))
                        .orElseGet(
                                () -> containers.folder().path().resolve(name).resolve(ContainerFolder.CONSOLE)));
    }

    @Override
    public long attach(DomainId id, int console, ConsoleStart from) {
        Failure attempt = containers.begin("attach to the console of", id, false);
        ConsoleRecord record = record(id, console, attempt);
        try {
            return from == ConsoleStart.NOW ? record.end() : record.startOfRun();
        } catch (IOException e) {
            throw unreadable(attempt, e);
        }
    }

    @Override
    public ConsoleOutput read(DomainId id, int console, long position, Deadline deadline) {
        Failure attempt = containers.begin("read the console of", id, false);
        ConsoleRecord record = record(id, console, attempt);
        Path folder = record.folder();
        try {
            while (true) {
                long seen = changes.count(folder);
                boolean runs = inventory.live(id.key(), attempt).runs();
                ConsoleRecord.Piece piece = record.read(position);
                if (piece.bytes().length > 0 || !runs || deadline.hasPassed()) {
                    return new ConsoleOutput(piece.position(), piece.bytes(), !runs && piece.bytes().length == 0);
                }
                changes.await(folder, seen, shorter(LOOK, deadline.remaining()));
                containers.gate().admit(attempt, false);
            }
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(attempt, e);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void write(DomainId id, int console, byte[] data, Deadline deadline) {
        Failure attempt = containers.begin("type on the console of", id, true);
        if (!inventory.row(id.key(), attempt).state().isActive()) {
            throw new InvalidStateException(attempt.because("the container does not run"));
        }
        record(id, console, attempt);
        int written = 0;
        while (written < data.length) {
            Terminal terminal = terminal(id.key(), attempt);
            int taken = written(terminal, data, written, deadline);
            if (taken < 0) {
                terminals.remove(id.key(), terminal);
                containers.gate().admit(attempt, true);
            }
            if (taken == 0 || (taken < 0 && deadline.hasPassed())) {
                throw new OperationTimeoutException(attempt.because(
                        "the guest took " + written + " of " + data.length + " bytes within " + deadline.allowed()));
            }
            written += Math.max(0, taken);
        }
    }

    private static int written(Terminal terminal, byte[] data, int from, Deadline deadline) {
        try {
            return terminal.write(data, from, deadline.remaining());
        } catch (IOException e) {
            return -1; // of a run that is over: the next one has another
        }
    }

    /** Opened by one of those that type at the same time. */
    private Terminal terminal(String name, Failure attempt) {
        Lock lock = opening.get(name);
        lock.lock();
        try {
            Terminal held = terminals.get(name);
            if (held == null) {
                held = open(name, attempt);
                terminals.put(name, held);
            }
            return held;
        } finally {
            lock.unlock();
        }
    }

    private Terminal open(String name, Failure attempt) {
        try (Container container = containers.open(name, attempt)) {
            return Terminal.hold(container
                    .terminal(0)
                    .orElseThrow(() -> new ResourceBusyException(attempt.because(
                            "somebody else has its terminal, such as lxc-console, or the container has just ended"))));
        }
    }

    private static BackendFailureException unreadable(Failure attempt, Exception e) {
        return new BackendFailureException(
                attempt.because("the record of its console: " + e.getMessage()).causedBy(e));
    }

    /** Ends all waits. */
    @Override
    public void close() {
        changes.close();
    }
}
