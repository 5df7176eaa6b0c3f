package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;

/** The rules of sessions that break, and that many threads use: {@code SES-9} and {@code SES-10}. */
public interface WireContract extends Contract {

    /**
     * What was cut off is said to be cut off, and a change that was sent may have happened.
     *
     * @param bench what the test works with
     * @throws InterruptedException if the test is interrupted
     */
    @Test
    @Checks(Rule.SES_9)
    default void aBrokenWireIsToldApartFromEverythingElse(Bench bench) throws InterruptedException {
        var wires = bench.backend()
                .wire()
                .orElseThrow(() -> Ruling.unknown("no wire that can be cut was given (BackendBuilder.wire)"));
        try (Wire wire = wires.get();
                Session session = wire.session()) {
            DomainFacet domains = session.domains();
            DomainId id = domains.create(bench.spec(), Creation.DEFINE, Progress.unwatched())
                    .id();
            wire.stall();
            Background<List<DomainInfo>> reading = Background.start("list while the wire breaks", () -> list(domains));
            Background<DomainInfo> changing = Background.start("start while the wire breaks", () -> start(domains, id));
            arrive(wire, bench.backend().patience());
            assertFalse(reading.isDone() || changing.isDone(), "the calls did not wait on the stalled wire");
            wire.cut();
            Throwable read = reading.failure(bench.backend().patience());
            Throwable change = changing.failure(bench.backend().patience());
            assertAll(
                    () -> assertInstanceOf(ConnectionLostException.class, read, "the read in flight"),
                    () -> assertTrue(
                            assertInstanceOf(ConnectionLostException.class, change, "the change in flight")
                                    .outcomeUnknown(),
                            "a change that was sent does not say that its outcome is unknown"),
                    () -> assertThrows(ConnectionLostException.class, () -> list(domains), "a read later"),
                    () -> assertThrows(ConnectionLostException.class, () -> start(domains, id), "a change later"),
                    () -> assertThrows(
                            ConnectionLostException.class,
                            () -> session.ping(Deadline.after(bench.backend().patience())),
                            "a ping later"));
        }
    }

    /** Waits until both calls are on the wire; for a wire that cannot tell, as long as that surely takes. */
    private static void arrive(Wire wire, Duration patience) {
        if (wire.held().isPresent()) {
            Eventually.holds(patience, () -> wire.held().orElse(2) >= 2);
        } else {
            Eventually.pause(Duration.ofMillis(500));
        }
    }

    private static List<DomainInfo> list(DomainFacet domains) {
        return domains.list(DomainFilter.all(), Bench.ALL);
    }

    private static DomainInfo start(DomainFacet domains, DomainId id) {
        return domains.power(id, PowerAction.START, Deadline.after(Bench.ENOUGH));
    }

    /**
     * Two threads lead the lives of two domains at once.
     *
     * @param bench what the test works with
     * @throws Throwable if one of the lives goes wrong
     */
    @Test
    @Checks(Rule.SES_10)
    default void threadsDoNotDisturbEachOther(Bench bench) throws Throwable {
        DomainInfo bystander = bench.define();
        List<DomainInfo> domains = List.of(bench.define(), bench.define());
        List<Background<Boolean>> lives = domains.stream()
                .map(domain -> Background.start("live the life of " + domain.name(), () -> {
                    Deadline turns = Deadline.after(Duration.ofMillis(200));
                    do {
                        live(bench, domain);
                    } while (!turns.hasPassed());
                }))
                .toList();
        for (Background<Boolean> life : lives) {
            life.result(Bench.ENOUGH);
        }
        assertEquals(
                List.of(bystander.id(), domains.get(0).id(), domains.get(1).id()),
                Stream.concat(Stream.of(bystander), domains.stream())
                        .map(domain -> bench.row(domain.id()))
                        .filter(row -> row.state() == DomainState.SHUT_OFF)
                        .map(DomainInfo::id)
                        .toList(),
                "which domains are there and shut off");
    }

    private static void live(Bench bench, DomainInfo domain) {
        DomainId id = domain.id();
        goesTo(bench, id, PowerAction.START, DomainState.RUNNING);
        if (bench.session().support(Feature.SUSPEND, new Target.OfDomain(id)).isYes()) {
            goesTo(bench, id, PowerAction.SUSPEND, DomainState.PAUSED);
            goesTo(bench, id, PowerAction.RESUME, DomainState.RUNNING);
        }
        goesTo(bench, id, PowerAction.DESTROY, DomainState.SHUT_OFF);
    }

    private static void goesTo(Bench bench, DomainId id, PowerAction action, DomainState state) {
        bench.domains().power(id, action, Deadline.after(Bench.ENOUGH));
        DomainInfo row = bench.row(id);
        assertEquals(state, row.state(), () -> row.name() + " after " + action);
    }

    /**
     * Who waits at a console does not keep others from their work.
     *
     * @param bench what the test works with
     * @throws Throwable if a call goes wrong or hangs
     */
    @Test
    @Checks(Rule.SES_10)
    default void whoWaitsDoesNotHoldUpOthers(Bench bench) throws Throwable {
        ConsoleFacet console = bench.facet(ConsoleFacet.class, Feature.CONSOLE);
        DomainInfo other = bench.define();
        DomainId watched = bench.define(bench.specWithConsole()).id();
        bench.power(watched, PowerAction.START);
        long now = bench.perform(
                Feature.CONSOLE, new Target.OfDomain(watched), () -> console.attach(watched, 0, ConsoleStart.NOW));
        Background<Boolean> waiting = Background.start(
                "wait at a console", () -> new Transcript(console, watched, now).readsToTheEnd(Bench.ENOUGH));
        Eventually.pause(Duration.ofMillis(50));
        Background.start("change another domain meanwhile", () -> live(bench, other))
                .result(bench.backend().patience().multipliedBy(2));
        assertFalse(waiting.isDone(), "nobody waited");
        bench.power(watched, PowerAction.DESTROY);
        waiting.result(bench.backend().patience());
    }
}
