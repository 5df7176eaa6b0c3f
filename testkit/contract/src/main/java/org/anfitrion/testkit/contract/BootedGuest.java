package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Target;
import org.jspecify.annotations.Nullable;

/** The one guest that boots, which the tests share because booting is slow. */
final class BootedGuest {

    private final Bench bench;
    private final BootableGuest description;
    private final ConsoleFacet console;
    private final String name;
    private @Nullable DomainId id;
    private @Nullable Transcript early;

    BootedGuest(Bench bench, BootableGuest description, ConsoleFacet console) {
        this.bench = bench;
        this.description = description;
        this.console = console;
        name = bench.name();
    }

    /** Starts it and waits until it says so, reading along from the first byte. */
    void boot() {
        DomainInfo row =
                id == null ? bench.define(description.spec(bench.backend().plain(name))) : bench.row(id);
        id = row.id();
        if (row.state().isActive()) {
            bench.power(row.id(), PowerAction.DESTROY);
        }
        bench.power(row.id(), PowerAction.START);
        Transcript transcript = transcript(ConsoleStart.START_OF_RUN);
        early = transcript;
        assertTrue(
                transcript.readsUntil(description.says(), description.within()),
                () -> "the guest did not say '" + description.says() + "' within " + description.within() + ", but: "
                        + transcript.text());
    }

    /** A reader of its console, from there on. */
    Transcript transcript(ConsoleStart from) {
        return new Transcript(console, id(), position(from));
    }

    private long position(ConsoleStart from) {
        return bench.perform(Feature.CONSOLE, new Target.OfDomain(id()), () -> console.attach(id(), 0, from));
    }

    /** What was read along since the last start. */
    Transcript early() {
        if (early == null) {
            throw new IllegalStateException("it was never booted");
        }
        return early;
    }

    boolean runs() {
        return id != null
                && bench.find(id)
                        .filter(row -> row.state() == DomainState.RUNNING)
                        .isPresent();
    }

    DomainId id() {
        if (id == null) {
            throw new IllegalStateException("it was never booted");
        }
        return id;
    }

    String name() {
        return name;
    }

    BootableGuest description() {
        return description;
    }

    ConsoleFacet console() {
        return console;
    }
}
