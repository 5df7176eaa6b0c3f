package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.Facet;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The rules of sessions: {@code SES}, but for those about {@linkplain WireContract broken wires and threads}. */
public interface SessionContract extends Contract {

    /**
     * Closing twice is closing once.
     *
     * @param bench what the test works with
     * @throws Throwable if a close throws or hangs
     */
    @Test
    @Checks(Rule.SES_1)
    default void aSessionMayBeClosedTwiceFromAnyThread(Bench bench) throws Throwable {
        Session session = bench.another();
        session.domains().list(DomainFilter.all(), Bench.ALL);
        session.close();
        session.close();
        Background.start("close on another thread", session::close)
                .result(bench.backend().patience());
    }

    /**
     * A closed session is not an empty host.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SES_2)
    default void aClosedSessionSaysSoToEveryCall(Bench bench) {
        DomainId id = bench.define(bench.specWithConsole()).id();
        Session session = bench.another();
        List<Call> calls = new Calls(session, bench).all(id);
        session.close();
        List<Executable> checks = new ArrayList<>();
        bench.unaltered(() -> calls.forEach(call -> {
            Optional<RuntimeException> thrown = call.thrown();
            checks.add(() -> assertTrue(
                    thrown.filter(InvalidStateException.class::isInstance).isPresent(),
                    () -> call.what() + " after close gave " + thrown));
        }));
        assertAll(checks);
    }

    /**
     * Closing ends all waiting.
     *
     * @param bench what the test works with
     * @throws InterruptedException if the test is interrupted
     */
    @Test
    @Checks(Rule.SES_3)
    default void closingUnblocksWhoeverWaits(Bench bench) throws InterruptedException {
        bench.facet(ConsoleFacet.class, Feature.CONSOLE);
        Session session = bench.another();
        DomainId id = bench.define(bench.specWithConsole()).id();
        session.domains().power(id, PowerAction.START, Deadline.after(Bench.ENOUGH));
        ConsoleFacet console = session.facet(ConsoleFacet.class).orElseThrow();
        long start =
                bench.perform(Feature.CONSOLE, new Target.OfDomain(id), () -> console.attach(id, 0, ConsoleStart.NOW));
        Background<Boolean> reader = Background.start("read a console while its session closes", () -> {
            Transcript transcript = new Transcript(console, id, start);
            transcript.readsToTheEnd(Bench.ENOUGH);
        });
        Eventually.pause(Duration.ofMillis(50));
        assertFalse(reader.isDone(), "the reader did not wait");
        session.close();
        Throwable thrown = reader.failure(bench.backend().patience());
        assertTrue(
                thrown instanceof InvalidStateException || thrown instanceof ConnectionLostException,
                () -> "the reader got " + thrown);
    }

    /**
     * A host has a name, a product and a size.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SES_4)
    default void theHostIsDescribed(Bench bench) {
        HostInfo host = bench.session().host();
        assertAll(
                () -> assertFalse(host.hostName().isBlank(), "the host has no name"),
                () -> assertFalse(host.product().isBlank(), "the product has no name"),
                () -> assertFalse(host.productVersion().isBlank(), "the product has no version"),
                () -> assertFalse(host.architecture().isBlank(), "the architecture has no name"),
                () -> assertTrue(host.cpus() > 0, "no CPUs are counted"),
                () -> assertTrue(host.memory().compareTo(DataSize.ZERO) > 0, "no memory is counted"));
    }

    /**
     * What a session can do does not come and go.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SES_5)
    default void aSessionHasTheSameFacetsAllItsLife(Bench bench) {
        Session session = bench.session();
        List<Class<? extends Facet>> types = List.of(ConsoleFacet.class, EventFacet.class, NativeFacet.class);
        List<Boolean> before =
                types.stream().map(type -> session.facet(type).isPresent()).toList();
        bench.running();
        List<Boolean> after =
                types.stream().map(type -> session.facet(type).isPresent()).toList();
        assertEquals(before, after, () -> "which of " + types + " are present");
    }

    /**
     * A no is kept, for every feature that the driver says no to.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SES_6)
    default void whatIsNotSupportedIsRefused(Bench bench) {
        Session session = bench.session();
        DomainId off = bench.define(bench.specWithConsole()).id();
        List<Executable> checks = new ArrayList<>();
        for (Feature feature : Feature.values()) {
            if (Findings.isAbsent(session, feature)) {
                checks.add(() -> assertFalse(
                        session.support(feature, new Target.Host()).isYes(),
                        () -> "support(" + feature + ") says yes, but its facet is absent"));
            }
        }
        DomainId on = bench.shared().id();
        List<Call> calls = new ArrayList<>(new Calls(session, bench).changes(off, on));
        calls.addAll(new Calls(session, bench).looks(on));
        calls.stream()
                .filter(call -> call.isDenied(session))
                .forEach(call -> checks.add(
                        () -> bench.questions().keepsItsNo(call.feature().orElseThrow(), call.operation())));
        assertAll(checks);
    }

    /**
     * A read-only session changes nothing.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SES_7)
    default void aReadOnlySessionRefusesEveryChange(Bench bench) {
        Support support = bench.session().support(Feature.READ_ONLY, new Target.Host());
        if (support.isNo()) {
            assertThrows(
                    UnsupportedCapabilityException.class,
                    () -> bench.another(true),
                    "support(READ_ONLY) says no, and it is opened");
            throw Ruling.no(Feature.READ_ONLY.title() + ": " + support.reason());
        }
        DomainId off = bench.define(bench.specWithConsole()).id();
        DomainId on = bench.shared().id();
        Session session = bench.another(true);
        assertTrue(session.domains().find(new DomainRef.ById(off), Bench.ALL).isPresent(), "it cannot even read");
        List<Executable> checks = new ArrayList<>();
        List<Call> changes = new Calls(session, bench).changes(off, on);
        bench.unaltered(() -> changes.forEach(change -> {
            Optional<RuntimeException> thrown = change.thrown();
            checks.add(() -> assertTrue(
                    thrown.filter(e -> e instanceof AccessDeniedException
                                    || (e instanceof UnsupportedCapabilityException
                                            && change.isDenied(bench.session())))
                            .isPresent(),
                    () -> change.what() + " in a read-only session gave " + thrown));
        }));
        assertAll(checks);
    }

    /**
     * A host keeps its identity.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.SES_8)
    default void aHostHasOneIdentity(Bench bench) {
        String id = bench.session().hostId();
        assertFalse(id.isBlank(), "the host has no identity");
        assertEquals(id, bench.another().hostId(), "seen from another session");
        assertEquals(id, bench.session().hostId(), "seen from the same session later");
    }
}
