package org.anfitrion.testkit.memory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;

/** One session with a host, and the calls that most tests make. */
record Bench(MemoryHypervisor host, Session session) {

    static final Set<DomainField> EVERYTHING = EnumSet.allOf(DomainField.class);

    static Bench on(MemoryHypervisor host) {
        return new Bench(host, host.driver().open(HypervisorUri.parse("mem:"), context(false, GuestsOnClose.KEEP)));
    }

    static Bench readOnly(MemoryHypervisor host) {
        return new Bench(host, host.driver().open(HypervisorUri.parse("mem:"), context(true, GuestsOnClose.KEEP)));
    }

    static Bench destroying(MemoryHypervisor host) {
        return new Bench(host, host.driver().open(HypervisorUri.parse("mem:"), context(false, GuestsOnClose.DESTROY)));
    }

    static OpenContext context(boolean readOnly, GuestsOnClose guests) {
        return new OpenContext(soon(), readOnly, Credentials.none(), guests, DataSize.mebibytes(1));
    }

    static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    static DomainSpec spec(String name) {
        return DomainSpec.named(name).console(ConsoleSpec.serial()).build();
    }

    DomainInfo define(String name) {
        return create(spec(name), Creation.DEFINE);
    }

    DomainInfo create(DomainSpec spec, Creation creation) {
        return session.domains().create(spec, creation, Progress.unwatched());
    }

    DomainInfo started(String name) {
        return power(define(name).id(), PowerAction.START);
    }

    DomainInfo power(DomainId id, PowerAction action) {
        return session.domains().power(id, action, soon());
    }

    boolean has(DomainId id) {
        return session.domains().find(new DomainRef.ById(id), Set.of()).isPresent();
    }

    DomainInfo row(DomainId id) {
        return session.domains().find(new DomainRef.ById(id), EVERYTHING).orElseThrow();
    }

    DomainState state(DomainId id) {
        return row(id).state();
    }

    Described<DomainSpec> config(DomainId id) {
        return session.domains().read(id, View.CONFIG);
    }

    ConsoleFacet console() {
        return session.facet(ConsoleFacet.class).orElseThrow();
    }

    /** Waits for something that another thread is about to do. */
    static void await(BooleanSupplier condition) {
        Deadline deadline = soon();
        while (!condition.getAsBoolean()) {
            if (deadline.hasPassed()) {
                throw new AssertionError("it did not come true in time");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Returns what the console said since the start of the run, without waiting for more. */
    String output(DomainId id) {
        StringBuilder text = new StringBuilder();
        long position = console().attach(id, 0, ConsoleStart.START_OF_RUN);
        while (true) {
            ConsoleOutput piece = console().read(id, 0, position, Deadline.after(Duration.ZERO));
            if (piece.bytes().length == 0) {
                return text.toString();
            }
            text.append(new String(piece.bytes(), StandardCharsets.UTF_8));
            position = piece.next();
        }
    }

    void type(DomainId id, String text) {
        console().write(id, 0, text.getBytes(StandardCharsets.UTF_8), soon());
    }
}
