package org.anfitrion.examples.driver;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.Command;

/** Consoles: what a process writes to its standard output and error, and reads from its standard input. */
final class ProcessConsole implements ConsoleFacet {

    private final ProcessSession session;
    private final DataSize limit;
    private final Map<DomainId, LogReader> readers = new ConcurrentHashMap<>();

    ProcessConsole(ProcessSession session, DataSize limit) {
        this.session = session;
        this.limit = limit;
    }

    @Override
    public long attach(DomainId id, int console, ConsoleStart from) {
        Failure attempt = Failure.to("attach to", "console " + console + " of domain " + id);
        session.requireOpen(attempt);
        Guest guest = require(id, console, attempt);
        guest.run().ifPresent(run -> follow(id, run));
        return reader(id).buffer().position(from);
    }

    @Override
    public ConsoleOutput read(DomainId id, int console, long position, Deadline deadline) {
        Failure attempt = Failure.to("read", "console " + console + " of domain " + id);
        session.requireOpen(attempt);
        if (!readers.containsKey(id)) {
            require(id, console, attempt);
        }
        return reader(id).buffer().read(position, deadline);
    }

    @Override
    public void write(DomainId id, int console, byte[] data, Deadline deadline) {
        Failure attempt = Failure.to("write to", "console " + console + " of domain " + id);
        session.requireWritable(attempt);
        Guest guest = require(id, console, attempt);
        Run run = guest.run().orElseThrow(() -> new InvalidStateException(attempt.because("it does not run")));
        // Through a program, since writing to a full pipe would ignore the deadline.
        Command.of("tee", "/proc/" + run.process().pid() + "/fd/0")
                .input(data)
                .attempting(attempt.operation(), attempt.target())
                .changing()
                .run(deadline)
                .orThrow();
    }

    private Guest require(DomainId id, int console, Failure attempt) {
        Guest guest = session.directory().require(id, attempt.operation());
        if (console >= guest.spec().consoles().size()) {
            throw new NotFoundException(attempt.because("the domain does not have that console"));
        }
        return guest;
    }

    private LogReader reader(DomainId id) {
        return readers.computeIfAbsent(id, key -> new LogReader(limit));
    }

    /** Reads what a run writes, from its beginning. */
    void follow(DomainId id, Run run) {
        if (!run.live().spec().consoles().isEmpty()) {
            reader(id).follow(run, session.directory().log(id));
        }
    }

    void close() {
        readers.values().forEach(LogReader::close);
    }
}
