package org.anfitrion.libvirt;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.Stream;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.xml.Dialect;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.CString;

/**
 * The consoles of a session. Those of the domains that it starts are read from the first byte on; those of others from when
 * somebody asks. Thread-safe.
 */
final class Consoles implements ConsoleFacet {

    /** How many logs of consoles that are not connected are kept for readers that come late. */
    private static final int IDLE_LOGS = 64;
    /** How many forgotten logs' positions are remembered, so that positions keep growing. */
    private static final int REMEMBERED = 4096;

    private record Key(UUID domain, int console) {}

    private final Calls calls;
    private final Dialect dialect;
    private final DataSize limit;
    private final boolean available;
    private final boolean restartsAsAnother;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, ConsoleLog> logs = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, Long> ends = new LinkedHashMap<>();
    private boolean hearsOfStops;
    private @Nullable HypervisorException broken;

    /** Without {@code available}, nothing is ever opened. */
    Consoles(Calls calls, Dialect dialect, DataSize limit, boolean available, boolean restartsAsAnother) {
        this.restartsAsAnother = restartsAsAnother;
        this.calls = calls;
        this.dialect = dialect;
        this.limit = limit;
        this.available = available;
    }

    /** Says that {@link #stoppedUnless} will be called. */
    void hearsOfStops() {
        hearsOfStops = true;
    }

    private static Attempt attempt(String operation, DomainId id, int console) {
        return new Attempt(operation, "console " + console + " of domain " + id, false);
    }

    @Override
    public long attach(DomainId id, int console, ConsoleStart from) {
        return connected(id, console, attempt("attach to", id, console)).position(from);
    }

    @Override
    public ConsoleOutput read(DomainId id, int console, long position, Deadline deadline) {
        Attempt attempt = attempt("read", id, console);
        calls.checkOpen(attempt);
        ConsoleLog log = existing(new Key(Inventory.uuid(id, attempt), console));
        if (log == null) {
            return connected(id, console, attempt).read(position, deadline);
        }
        if (!log.streaming()) {
            // What is left of the last run comes first; only then it matters whether there is another.
            ConsoleOutput rest = log.read(position, deadline);
            if (rest.bytes().length > 0) {
                return rest;
            }
            log = connected(id, console, attempt);
        }
        return log.read(position, deadline);
    }

    @Override
    public void write(DomainId id, int console, byte[] data, Deadline deadline) {
        Attempt attempt = new Attempt("write to", "console " + console + " of domain " + id, true);
        calls.checkWritable(attempt);
        Stream stream = connected(id, console, attempt).stream();
        if (stream == null) {
            throw new InvalidStateException(attempt.failure().because("the domain does not run"));
        }
        stream.write(data, deadline, attempt);
    }

    /** The console's log, with a stream if the domain runs. */
    private ConsoleLog connected(DomainId id, int console, Attempt attempt) {
        UUID uuid = Inventory.uuid(id, attempt);
        Key key = new Key(uuid, console);
        ConsoleLog known = existing(key);
        if (known != null && known.streaming()) {
            return known;
        }
        return calls.read(attempt, wire -> {
            // Afresh: a reference keeps the number of the run that it was made in.
            try (DomainReference domain = wire.lookUp(uuid).orElseThrow(() -> wire.failed(attempt))) {
                return connected(wire, domain, key, attempt);
            }
        });
    }

    private ConsoleLog connected(WireConnection wire, DomainReference domain, Key key, Attempt attempt) {
        boolean active = Inventory.check(wire, wire.library().virDomainIsActive(domain.pointer()), attempt) == 1;
        String xml = xml(wire, domain, attempt);
        if (!active) {
            int count = dialect.read(xml).consoles().size();
            return log(has(key, count, attempt));
        }
        List<Optional<String>> aliases = dialect.consoleAliases(xml);
        has(key, aliases.size(), attempt);
        String alias = aliases.get(key.console)
                .orElseThrow(() -> new UnsupportedCapabilityException(attempt.failure()
                        .because("this console is not connected to libvirt: its output goes elsewhere")));
        ConsoleLog log = log(key);
        log.opening().lock();
        try {
            if (!log.streaming()) {
                open(wire, domain, log, alias, attempt);
            }
        } finally {
            log.opening().unlock();
        }
        return log;
    }

    private static Key has(Key key, int count, Attempt attempt) {
        if (key.console < 0 || key.console >= count) {
            throw new NotFoundException(attempt.failure().because("the domain has " + count + " consoles"));
        }
        return key;
    }

    private static String xml(WireConnection wire, DomainReference domain, Attempt attempt) {
        CString xml = wire.library().virDomainGetXMLDesc(domain.pointer(), 0);
        if (xml == null) {
            throw wire.failed(attempt);
        }
        return xml.toString();
    }

    private static void open(
            WireConnection wire, DomainReference domain, ConsoleLog log, String alias, Attempt attempt) {
        open(wire, domain, log.begin(wire.library().virDomainGetID(domain.pointer())), alias, attempt);
    }

    private static void open(
            WireConnection wire, DomainReference domain, ConsoleLog.Run run, String alias, Attempt attempt) {
        try {
            run.opened(Stream.openConsole(wire, domain, alias, run, attempt));
        } catch (ResourceBusyException e) {
            run.abandon();
            throw new ResourceBusyException(attempt.failure()
                    .because("somebody else is connected to it, and it serves one at a time")
                    .causedBy(e));
        } catch (HypervisorException e) {
            run.abandon();
            throw e;
        }
    }

    /** Connects all consoles of a domain that starts. The caller holds a lease. */
    void beginRun(WireConnection wire, DomainReference domain, Attempt attempt) {
        if (!available) {
            return;
        }
        List<Optional<String>> aliases = dialect.consoleAliases(xml(wire, domain, attempt));
        for (int console = 0; console < aliases.size(); console++) {
            Optional<String> alias = aliases.get(console);
            if (alias.isPresent()) {
                ConsoleLog log = log(new Key(domain.uuid(), console));
                log.opening().lock();
                try {
                    open(wire, domain, log, alias.get(), attempt);
                } finally {
                    log.opening().unlock();
                }
            }
        }
    }

    /** Connects those consoles again of a domain that restarts as another process, which are known. The caller holds a lease. */
    void continueRun(WireConnection wire, DomainReference domain, Attempt attempt) {
        if (!knows(domain.uuid())) {
            return;
        }
        List<Optional<String>> aliases = dialect.consoleAliases(xml(wire, domain, attempt));
        for (int console = 0; console < aliases.size(); console++) {
            ConsoleLog log = existing(new Key(domain.uuid(), console));
            Optional<String> alias = aliases.get(console);
            if (log != null && alias.isPresent()) {
                log.opening().lock();
                try {
                    int number = wire.library().virDomainGetID(domain.pointer());
                    Optional<ConsoleLog.Run> next = log.goOn(number);
                    if (next.isPresent()) {
                        open(wire, domain, next.get(), alias.get(), attempt);
                    }
                } finally {
                    log.opening().unlock();
                }
            }
        }
    }

    private @Nullable ConsoleLog existing(Key key) {
        lock.lock();
        try {
            return logs.get(key);
        } finally {
            lock.unlock();
        }
    }

    private ConsoleLog log(Key key) {
        lock.lock();
        try {
            if (broken != null) {
                throw broken;
            }
            ConsoleLog log = logs.get(key);
            if (log == null) {
                dropIdle();
                long base = Optional.ofNullable(ends.remove(key)).orElse(0L);
                log = new ConsoleLog(limit, base, hearsOfStops, restartsAsAnother);
                logs.put(key, log);
            }
            return log;
        } finally {
            lock.unlock();
        }
    }

    private void dropIdle() {
        long idle = logs.values().stream().filter(log -> !log.streaming()).count();
        Iterator<Map.Entry<Key, ConsoleLog>> eldest = logs.entrySet().iterator();
        while (idle >= IDLE_LOGS && eldest.hasNext()) {
            Map.Entry<Key, ConsoleLog> entry = eldest.next();
            if (!entry.getValue().streaming()) {
                ends.put(entry.getKey(), entry.getValue().position(ConsoleStart.NOW));
                eldest.remove();
                idle--;
            }
        }
        Iterator<Key> forgotten = ends.keySet().iterator();
        while (ends.size() > REMEMBERED && forgotten.hasNext()) {
            forgotten.next();
            forgotten.remove();
        }
    }

    boolean knows(UUID domain) {
        return all().keySet().stream().anyMatch(key -> key.domain.equals(domain));
    }

    /** A domain has stopped, or runs again as another number. */
    void stoppedUnless(UUID domain, int number) {
        all().forEach((key, log) -> {
            if (key.domain.equals(domain)) {
                log.stoppedUnless(number);
            }
        });
    }

    /** Ends everything; nothing can be read any more. */
    void breakOff(HypervisorException why) {
        lock.lock();
        try {
            broken = why;
        } finally {
            lock.unlock();
        }
        new ArrayList<>(all().values()).forEach(log -> log.breakOff(why));
    }

    private Map<Key, ConsoleLog> all() {
        lock.lock();
        try {
            return new LinkedHashMap<>(logs);
        } finally {
            lock.unlock();
        }
    }
}
