package org.anfitrion.testkit.memory;

import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.ConsoleBuffer;

/** The consoles of the domains of a host in memory. */
final class MemoryConsole implements ConsoleFacet {

    private final MemorySession session;

    MemoryConsole(MemorySession session) {
        this.session = session;
    }

    @Override
    public long attach(DomainId id, int console, ConsoleStart from) {
        Call call = session.call(Operation.CONSOLE_ATTACH, id).needing(Feature.CONSOLE);
        return session.perform(
                call, () -> watched(id, console, Operation.CONSOLE_ATTACH).position(from));
    }

    @Override
    public ConsoleOutput read(DomainId id, int console, long position, Deadline deadline) {
        Call call = session.call(Operation.CONSOLE_READ, id)
                .needing(Feature.CONSOLE)
                .until(deadline);
        // What a domain said last can be read when it is gone.
        ConsoleBuffer buffer = session.perform(call, () -> session.consoles()
                .kept(id, console)
                .orElseGet(() -> watched(id, console, Operation.CONSOLE_READ)));
        return buffer.read(position, deadline);
    }

    @Override
    public void write(DomainId id, int console, byte[] data, Deadline deadline) {
        Call call = session.call(Operation.CONSOLE_WRITE, id)
                .needing(Feature.CONSOLE)
                .until(deadline);
        byte[] typed = data.clone();
        session.perform(call, () -> {
            MemoryDomain domain = domain(id, console, Operation.CONSOLE_WRITE);
            if (domain.machine == null) {
                throw new InvalidStateException(call.failure("it is " + domain.state()));
            }
            domain.machine.type(console, typed);
            return true;
        });
    }

    private ConsoleBuffer watched(DomainId id, int console, Operation operation) {
        MemoryDomain domain = domain(id, console, operation);
        domain.addWatcher(session.consoles());
        session.consoles().watch(id, domain.isActive());
        return session.consoles().buffer(id, console);
    }

    private MemoryDomain domain(DomainId id, int console, Operation operation) {
        MemoryDomain domain = session.model().inventory().require(id, operation);
        int count = domain.spec().consoles().size();
        if (console < 0 || console >= count) {
            throw new NotFoundException(Failure.to(operation.verb(), domain.toString())
                    .because("it has no console number " + console + ", it has " + count));
        }
        return domain;
    }
}
