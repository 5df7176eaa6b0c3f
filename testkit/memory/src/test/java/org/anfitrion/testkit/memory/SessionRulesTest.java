package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.HostInfo;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.ConsoleFacet;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SessionRulesTest {

    private final MemoryHypervisor host = MemoryHypervisor.builder()
            .name("lab")
            .cpus(4)
            .memory(DataSize.gibibytes(16))
            .build();
    private final Bench bench = Bench.on(host);

    @Test
    void closingTwiceDoesNoHarmAndAfterwardsEveryCallIsRefused() {
        DomainId web = bench.define("web").id();
        Session session = bench.session();
        DomainFacet domains = session.domains();
        ConsoleFacet console = bench.console();
        EventFacet events = session.facet(EventFacet.class).orElseThrow();
        NativeFacet access = session.facet(NativeFacet.class).orElseThrow();

        session.close();
        session.close();

        List<Executable> calls = List.of(
                session::hostId,
                session::host,
                session::domains,
                () -> session.ping(Bench.soon()),
                () -> session.facet(EventFacet.class),
                () -> session.support(Feature.DEFINE, new Target.Host()),
                () -> domains.list(DomainFilter.all(), Set.of()),
                () -> domains.power(web, PowerAction.START, Bench.soon()),
                () -> console.attach(web, 0, ConsoleStart.NOW),
                () -> console.read(web, 0, 0, Bench.soon()),
                () -> events.subscribe(new RecordingSink()),
                () -> access.define("name = other"));
        calls.forEach(call -> assertThrows(InvalidStateException.class, call));
        assertEquals(0, host.openSessions());
    }

    @Test
    void closingUnblocksAReader() throws Exception {
        DomainId web = bench.started("web").id();
        long position = bench.console().attach(web, 0, ConsoleStart.NOW);
        CompletableFuture<?> reader = CompletableFuture.supplyAsync(
                () -> bench.console().read(web, 0, position, Deadline.after(Duration.ofHours(1))));

        bench.session().close();

        CompletionException ended = assertThrows(CompletionException.class, () -> reader.orTimeout(10, TimeUnit.SECONDS)
                .join());
        assertEquals(InvalidStateException.class, ended.getCause().getClass());
    }

    @Test
    void theHostIsNamedAndCounted() {
        HostInfo info = bench.session().host();

        assertEquals("lab", info.hostName());
        assertFalse(info.product().isEmpty());
        assertFalse(info.productVersion().isEmpty());
        assertEquals(4, info.cpus());
        assertEquals(DataSize.gibibytes(16), info.memory());
    }

    @Test
    void theHostsIdIsTheSameForAllItsSessionsAndNoOther() {
        assertEquals(bench.session().hostId(), Bench.on(host).session().hostId());
        assertNotEquals(
                bench.session().hostId(),
                Bench.on(MemoryHypervisor.builder().name("lab").build())
                        .session()
                        .hostId());
    }

    @Test
    void aReadOnlySessionLooksButDoesNotTouch() {
        DomainId off = bench.define("off").id();
        DomainId on = bench.started("on").id();
        Bench timid = Bench.readOnly(host);
        DomainFacet domains = timid.session().domains();

        List<Executable> changes = List.of(
                () -> timid.define("new"),
                () -> timid.create(Bench.spec("new"), Creation.TRANSIENT),
                () -> timid.power(off, PowerAction.START),
                () -> domains.update(
                        off, timid.config(off), timid.config(off).spec(), Scope.CONFIG, Progress.unwatched()),
                () -> domains.autostart(off, true),
                () -> domains.remove(off, Set.of()),
                () -> timid.type(on, "rm -rf /\n"),
                () -> timid.session().facet(NativeFacet.class).orElseThrow().define("name = new"));
        changes.forEach(change -> assertThrows(AccessDeniedException.class, change));

        assertEquals(2, domains.list(DomainFilter.all(), Set.of()).size());
        assertEquals(DomainState.SHUT_OFF, timid.state(off));
        assertEquals("", timid.output(on));
    }

    @Test
    void whatAHostCannotDoIsSaidBeforehandAndRefusedWithTheSameReason() {
        Bench poor = Bench.on(MemoryHypervisor.builder()
                .without(Feature.SUSPEND, "no freezer")
                .without(Feature.CONSOLE, "no consoles")
                .build());
        DomainId web = poor.started("web").id();

        assertEquals(Support.no("no freezer"), poor.session().support(Feature.SUSPEND, new Target.OfDomain(web)));
        assertTrue(poor.session().support(Feature.RESET, new Target.Host()).isYes());
        UnsupportedCapabilityException refused =
                assertThrows(UnsupportedCapabilityException.class, () -> poor.power(web, PowerAction.SUSPEND));
        assertEquals("no freezer", refused.failure().reason());
        assertEquals(DomainState.RUNNING, poor.state(web));
        assertEquals(Optional.empty(), poor.session().facet(ConsoleFacet.class));
    }

    @Test
    void supportOfADomainThatIsNotThereIsNotFound() {
        assertThrows(NotFoundException.class, () -> bench.session()
                .support(Feature.RESET, new Target.OfDomain(new DomainId("nobody"))));
    }

    @Test
    void facetsStayTheSame() {
        assertEquals(bench.session().facet(ConsoleFacet.class), bench.session().facet(ConsoleFacet.class));
        assertEquals(Optional.of(bench.session().domains()), bench.session().facet(DomainFacet.class));
    }

    @Test
    void aPingThatIsLateTimesOut() {
        bench.session().ping(Bench.soon());
        assertThrows(OperationTimeoutException.class, () -> bench.session().ping(Deadline.after(Duration.ZERO)));
    }

    @Test
    void guestsRunOnAfterCloseUnlessTheSessionWasToDestroyThose() {
        Bench keeping = Bench.on(host);
        Bench destroying = Bench.destroying(host);
        DomainId kept = keeping.started("kept").id();
        DomainId ended = destroying.started("ended").id();
        DomainId passing =
                destroying.create(Bench.spec("passing"), Creation.TRANSIENT).id();

        keeping.session().close();
        destroying.session().close();

        assertEquals(DomainState.RUNNING, bench.state(kept));
        assertEquals(DomainState.SHUT_OFF, bench.state(ended));
        assertFalse(bench.has(passing));
    }

    @Test
    void aHostThatRestartsBreaksConnectionsAndStartsWhatIsToStartWithIt() {
        DomainId auto = bench.define("auto").id();
        bench.session().domains().autostart(auto, true);
        DomainId on = bench.started("on").id();
        DomainId passing =
                bench.create(Bench.spec("passing"), Creation.TRANSIENT).id();

        host.restart();

        Bench again = Bench.on(host);
        assertEquals(DomainState.RUNNING, again.state(auto));
        assertEquals(DomainState.SHUT_OFF, again.state(on));
        assertFalse(again.has(passing));
        assertEquals(1, host.openSessions());
    }
}
