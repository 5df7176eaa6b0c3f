package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultsTest {

    private final MemoryHypervisor host = new MemoryHypervisor();
    private final Bench bench = Bench.on(host);

    private static ResourceBusyException busy() {
        return new ResourceBusyException(Failure.to("start", "it").because("no memory left"));
    }

    @Test
    void anInjectedFailureStrikesAsOftenAsItIsToldAndChangesNothing() {
        DomainId web = bench.define("web").id();
        FaultRule rule = host.faults().on(Operation.START).times(2).fail(FaultsTest::busy);

        assertThrows(ResourceBusyException.class, () -> bench.power(web, PowerAction.START));
        assertThrows(ResourceBusyException.class, () -> bench.power(web, PowerAction.START));
        assertEquals(DomainState.SHUT_OFF, bench.state(web));
        assertEquals(DomainState.RUNNING, bench.power(web, PowerAction.START).state());
        assertEquals(2, rule.strikes());
    }

    @Test
    void aFaultCanBeForOneDomainAndLetCallsPassFirst() {
        DomainId web = bench.define("web").id();
        DomainId other = bench.define("other").id();
        host.faults().on(Operation.START).forDomain("web").skip(1).fail(FaultsTest::busy);

        bench.power(other, PowerAction.START);
        bench.power(web, PowerAction.START);
        bench.power(web, PowerAction.DESTROY);

        assertThrows(ResourceBusyException.class, () -> bench.power(web, PowerAction.START));
    }

    @Test
    void theHostCountsWhatIsAskedOfIt() {
        bench.define("web");
        bench.session().domains().list(DomainFilter.all(), Set.of());
        bench.session().domains().list(DomainFilter.all(), Set.of());

        assertEquals(1, host.calls(Operation.DEFINE));
        assertEquals(2, host.calls(Operation.LIST));
        assertEquals(0, host.calls(Operation.START));
    }

    @Test
    void aFaultThatIsTakenAwayStrikesNoMore() {
        FaultRule rule = host.faults().onEvery().fail(FaultsTest::busy);
        assertThrows(ResourceBusyException.class, () -> bench.define("web"));
        rule.remove();
        bench.define("web");

        host.faults().onEvery().fail(FaultsTest::busy);
        host.faults().clear();
        bench.define("other");

        assertEquals(1, rule.strikes());
    }

    @Test
    void aConnectionThatBreaksBeforehandChangesNothingAndSaysSo() {
        DomainId web = bench.define("web").id();
        host.faults().on(Operation.START).times(1).dropConnection(Drop.BEFORE);

        ConnectionLostException lost =
                assertThrows(ConnectionLostException.class, () -> bench.power(web, PowerAction.START));

        assertFalse(lost.outcomeUnknown());
        assertEquals(DomainState.SHUT_OFF, Bench.on(host).state(web));
    }

    @Test
    void aConnectionThatBreaksBeforeTheAnswerHasChangedSomethingAndSaysThatNobodyKnows() {
        DomainId web = bench.define("web").id();
        host.faults().on(Operation.START, Operation.FIND).times(1).dropConnection(Drop.AFTER);

        ConnectionLostException lost =
                assertThrows(ConnectionLostException.class, () -> bench.power(web, PowerAction.START));

        assertTrue(lost.outcomeUnknown());
        assertEquals(DomainState.RUNNING, Bench.on(host).state(web));
    }

    @Test
    void aChangeThatWasUnderWayWhenTheConnectionBrokeMayHaveHappened() {
        DomainId web = bench.define("web").id();
        FaultRule slow = host.faults().on(Operation.START).latency(Duration.ofHours(1));
        CompletableFuture<?> caller = CompletableFuture.supplyAsync(() -> bench.power(web, PowerAction.START));
        Bench.await(() -> slow.strikes() == 1);

        host.dropConnections();

        CompletionException ended = assertThrows(CompletionException.class, () -> caller.orTimeout(10, TimeUnit.SECONDS)
                .join());
        assertTrue(assertInstanceOf(ConnectionLostException.class, ended.getCause())
                .outcomeUnknown());
    }

    @Test
    void aReadWhoseAnswerIsLostIsNotAnUnknownOutcome() {
        host.faults().on(Operation.LIST).times(1).dropConnection(Drop.AFTER);

        ConnectionLostException lost = assertThrows(
                ConnectionLostException.class, () -> bench.session().domains().list(DomainFilter.all(), Set.of()));

        assertFalse(lost.outcomeUnknown());
    }

    @Test
    void aBrokenSessionStaysBrokenAndTheNextOneWorks() {
        DomainId brief = bench.create(Bench.spec("brief"), Creation.EPHEMERAL).id();
        DomainId web = bench.started("web").id();
        host.dropConnections();

        assertThrows(ConnectionLostException.class, () -> bench.state(web));
        assertThrows(ConnectionLostException.class, () -> bench.session().hostId());
        assertThrows(ConnectionLostException.class, () -> bench.console().attach(web, 0, ConsoleStart.NOW));
        bench.session().close();
        assertThrows(InvalidStateException.class, () -> bench.state(web));

        Bench next = Bench.on(host);
        assertEquals(DomainState.RUNNING, next.state(web));
        assertFalse(next.has(brief));
    }

    @Test
    void closingABrokenSessionDoesNotReachItsGuestsAnyMore() {
        Bench destroying = Bench.destroying(host);
        DomainId web = destroying.started("web").id();
        host.dropConnections();

        destroying.session().close();

        assertEquals(DomainState.RUNNING, Bench.on(host).state(web));
    }

    @Test
    void connectingFailsAsOftenAsItIsToldAndLeavesNothingBehind() {
        host.faults().on(Operation.CONNECT).times(2).dropConnection(Drop.BEFORE);

        assertThrows(ConnectionLostException.class, () -> Bench.on(host));
        assertThrows(ConnectionLostException.class, () -> Bench.on(host));
        assertEquals(1, host.openSessions());
        Bench.on(host);
        assertEquals(2, host.openSessions());
    }

    @Test
    void latencyEndsAtTheDeadlineAndNothingHasChanged() {
        DomainId web = bench.define("web").id();
        host.faults().on(Operation.START).times(1).latency(Duration.ofHours(1));

        assertThrows(
                OperationTimeoutException.class,
                () -> bench.session().domains().power(web, PowerAction.START, Deadline.after(Duration.ofMillis(50))));

        assertEquals(DomainState.SHUT_OFF, bench.state(web));
    }

    @Test
    void latencyEndsWhenTheThreadIsInterrupted() throws Exception {
        host.faults().on(Operation.LIST).latency(Duration.ofHours(1));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                bench.session().domains().list(DomainFilter.all(), Set.of());
            } catch (OperationCancelledException e) {
                thrown.set(Thread.currentThread().isInterrupted() ? e : null);
            }
        });
        caller.start();

        caller.interrupt();
        caller.join();

        assertEquals(OperationCancelledException.class, thrown.get().getClass());
    }

    @Test
    void latencyEndsWhenTheSessionCloses() throws Exception {
        FaultRule slow = host.faults().on(Operation.LIST).latency(Duration.ofHours(1));
        CompletableFuture<?> caller =
                CompletableFuture.supplyAsync(() -> bench.session().domains().list(DomainFilter.all(), Set.of()));
        Bench.await(() -> slow.strikes() == 1);

        bench.session().close();

        CompletionException ended = assertThrows(CompletionException.class, () -> caller.orTimeout(10, TimeUnit.SECONDS)
                .join());
        assertEquals(InvalidStateException.class, ended.getCause().getClass());
    }

    @Test
    void aSlowJobTellsItsProgressAndCanBeCancelled() {
        host.faults().on(Operation.DEFINE).latency(Duration.ofSeconds(1));
        List<Long> reports = new CopyOnWriteArrayList<>();
        Progress half = new Progress() {
            @Override
            public void report(long done, long total, WorkUnit unit) {
                reports.add(done);
            }

            @Override
            public boolean cancelled() {
                return reports.contains(20L);
            }

            @Override
            public void onCancel(Runnable action) {}
        };

        assertThrows(
                OperationCancelledException.class,
                () -> bench.session().domains().create(Bench.spec("web"), Creation.DEFINE, half));

        assertEquals(List.of(0L, 10L, 20L), reports);
        assertEquals(List.of(), bench.session().domains().list(DomainFilter.all(), Set.of()));
    }

    @Test
    void latencyHoldsOnlyItsOwnCaller() throws Exception {
        DomainId slow = bench.define("slow").id();
        FaultRule rule = host.faults().on(Operation.START).forDomain("slow").latency(Duration.ofMillis(300));
        CompletableFuture<DomainState> caller = CompletableFuture.supplyAsync(
                () -> bench.power(slow, PowerAction.START).state());
        Bench.await(() -> rule.strikes() == 1);

        DomainId quick = bench.started("quick").id();

        assertEquals(DomainState.RUNNING, bench.state(quick));
        assertFalse(caller.isDone());
        assertEquals(DomainState.RUNNING, caller.get(10, TimeUnit.SECONDS));
    }

    @Test
    void onAManualClockLatencyIsOverWhenTheClockSaysSo() throws Exception {
        GuestClock clock = GuestClock.manual();
        MemoryHypervisor slow = MemoryHypervisor.builder().clock(clock).build();
        Bench on = Bench.on(slow);
        FaultRule rule = slow.faults().on(Operation.PING).latency(Duration.ofHours(5));
        CountDownLatch answered = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            on.session().ping(Deadline.after(Duration.ofDays(1)));
            answered.countDown();
        });
        caller.start();
        Bench.await(() -> rule.strikes() == 1);

        while (!answered.await(1, TimeUnit.MILLISECONDS)) {
            clock.advance(Duration.ofHours(1));
        }

        caller.join();
        assertEquals(1, rule.strikes());
    }

    @Test
    void openingIsLateWhenItsDeadlineIs() {
        host.faults().on(Operation.CONNECT).latency(Duration.ofHours(1));
        var context = new OpenContext(
                Deadline.after(Duration.ofMillis(50)),
                false,
                Credentials.none(),
                GuestsOnClose.KEEP,
                DataSize.mebibytes(1));

        assertThrows(OperationTimeoutException.class, () -> host.driver().open(HypervisorUri.parse("mem:"), context));
        assertEquals(1, host.openSessions());
    }
}
