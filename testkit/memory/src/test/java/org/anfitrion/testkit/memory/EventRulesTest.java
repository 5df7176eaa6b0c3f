package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Registration;
import org.junit.jupiter.api.Test;

class EventRulesTest {

    private final MemoryHypervisor host = new MemoryHypervisor();
    private final Bench bench = Bench.on(host);
    private final RecordingSink sink = new RecordingSink();

    private Registration subscribe(EventSink events) {
        return bench.session().facet(EventFacet.class).orElseThrow().subscribe(events);
    }

    private void live(DomainId id) {
        for (PowerAction action :
                List.of(PowerAction.START, PowerAction.SUSPEND, PowerAction.RESUME, PowerAction.DESTROY)) {
            bench.power(id, action);
        }
        bench.session().domains().remove(id, Set.of());
    }

    @Test
    void aLifeIsToldInOrderToEverySinkWithIdAndName() {
        RecordingSink second = new RecordingSink();
        subscribe(sink);
        subscribe(second);
        DomainInfo web = bench.define("web");

        live(web.id());

        List<Change> expected = List.of(
                Change.DEFINED, Change.STARTED, Change.SUSPENDED, Change.RESUMED, Change.STOPPED, Change.UNDEFINED);
        assertEquals(expected, sink.changes());
        assertEquals(expected, second.changes());
        assertTrue(sink.events.stream()
                .allMatch(
                        event -> event.domain().equals(web.id()) && event.name().equals("web")));
    }

    @Test
    void aGuestsOwnEndIsToldAsWhatItWas() {
        subscribe(sink);
        host.guest("broken").onStart(GuestScript::crash);

        bench.power(bench.create(Bench.spec("web"), Creation.TRANSIENT).id(), PowerAction.SHUTDOWN);
        bench.create(Bench.spec("broken"), Creation.TRANSIENT);

        assertEquals(
                List.of(
                        "STARTED booted",
                        "SHUTDOWN finished",
                        "STOPPED shutdown",
                        "STARTED booted",
                        "CRASHED panicked",
                        "STOPPED crashed"),
                sink.events.stream()
                        .map(event -> event.change() + " " + event.detail())
                        .toList());
    }

    @Test
    void aClosedRegistrationGetsNothingMore() {
        Registration registration = subscribe(sink);
        bench.define("web");
        registration.close();
        registration.close();

        bench.define("other");

        assertEquals(List.of(Change.DEFINED), sink.changes());
    }

    @Test
    void aSinkThatFailsDoesNotStopTheOthersOrTheCaller() {
        subscribe(new EventSink() {
            @Override
            public void emit(HypervisorEvent event) {
                throw new IllegalStateException("a mistake in a sink");
            }

            @Override
            public void lost(OptionalLong count, String why) {}

            @Override
            public void broken(HypervisorException why) {}
        });
        subscribe(sink);

        bench.define("web");

        assertEquals(List.of(Change.DEFINED), sink.changes());
    }

    @Test
    void theChangeCanBeSeenWhenItsEventComesAndASinkMayLook() {
        List<DomainState> seen = new ArrayList<>();
        subscribe(new EventSink() {
            @Override
            public void emit(HypervisorEvent event) {
                seen.add(bench.state(((DomainLifecycleEvent) event).domain()));
            }

            @Override
            public void lost(OptionalLong count, String why) {}

            @Override
            public void broken(HypervisorException why) {}
        });

        bench.power(bench.started("web").id(), PowerAction.SUSPEND);

        assertEquals(List.of(DomainState.SHUT_OFF, DomainState.RUNNING, DomainState.PAUSED), seen);
    }

    @Test
    void lossesAreToldInTheirPlace() {
        subscribe(sink);

        host.loseEvents(OptionalLong.of(3), "the queue was full");

        assertEquals(List.of("lost 3: the queue was full"), sink.others);
    }

    @Test
    void aBrokenSessionTellsItsSinksAfterEverythingElse() {
        subscribe(sink);
        bench.define("web");

        host.dropConnections();
        Bench.on(host).define("later");

        assertEquals(List.of(Change.DEFINED), sink.changes());
        assertEquals(List.of("broken: the connection broke"), sink.others);
    }
}
