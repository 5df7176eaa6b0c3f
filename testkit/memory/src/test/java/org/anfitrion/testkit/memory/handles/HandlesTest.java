package org.anfitrion.testkit.memory.handles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Console;
import org.anfitrion.api.ConsoleMatch;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.Job;
import org.anfitrion.api.Subscription;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.Lifetime;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.event.EventsLost;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.api.event.Resynchronize;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.testkit.memory.Drop;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the API does between a caller and a driver, seen from the caller, over the in-memory hypervisor. */
class HandlesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final MemoryHypervisor memory = new MemoryHypervisor();
    private final Hypervisor host = connect(ConnectOptions.defaults());

    private Hypervisor connect(ConnectOptions options) {
        return Hypervisors.connect("mem:", options.driver(memory.driver()));
    }

    @AfterEach
    void close() {
        host.close();
        assertEquals(0, memory.openSessions(), "the API leaks no session");
    }

    private static DomainSpec spec(String name) {
        return DomainSpec.named(name).console(ConsoleSpec.serial()).build();
    }

    private Domain running(String name) {
        Domain domain = host.domains().define(spec(name));
        domain.start();
        return domain;
    }

    @Test
    void theTenLinesOfTheReadmeWorkInMemory() {
        Domain web = running("web");
        web.console().expect("READY", SOON);
        DomainStatus last = web.shutdown().await(SOON);
        assertEquals(DomainState.SHUT_OFF, last.state());
    }

    @Test
    void handlesToOneDomainAreEqualAndThoseToAnotherAreNot() {
        Domain web = host.domains().define(spec("web"));
        assertEquals(web, host.domains().get("web"));
        assertEquals(web.hashCode(), host.domains().get("web").hashCode());
        assertNotEquals(web, host.domains().define(spec("db")));
    }

    @Test
    void aHandleOfADomainThatIsGoneSaysSo() {
        Domain web = host.domains().define(spec("web"));
        web.undefine();
        assertFalse(web.exists());
        assertThrows(NotFoundException.class, web::info);
        assertThrows(NotFoundException.class, web::start);
        assertThrows(NotFoundException.class, () -> host.domains().get("web"));
        assertEquals(Optional.empty(), host.domains().find("web"));
    }

    @Test
    void listsAreFiltered() {
        running("web");
        host.domains().define(spec("db"));
        assertEquals(2, host.domains().list().size());
        List<DomainInfo> active = host.domains().list(DomainFilter.active());
        assertEquals(List.of("web"), active.stream().map(DomainInfo::name).toList());
    }

    @Test
    void anUpdateChangesWhatItNamesAndReportsIt() {
        Domain web = host.domains().define(spec("web"));
        Applied applied = web.update(builder -> builder.memory(DataSize.gibibytes(1)));
        assertFalse(applied.changes().isEmpty());
        assertEquals(DataSize.gibibytes(1), web.info().memory());
        assertTrue(web.update(builder -> builder).changes().isEmpty());
    }

    @Test
    void twoWritersDoNotOverwriteEachOther() {
        Domain web = host.domains().define(spec("web"));
        Described<DomainSpec> base = web.describe(View.CONFIG);
        web.update(builder -> builder.title("mine"));
        DomainSpec wanted = base.spec().toBuilder().title("yours").build();
        assertThrows(ConflictException.class, () -> web.update(base, wanted, Scope.CONFIG));
        assertEquals(Optional.of("mine"), web.describe(View.CONFIG).spec().title());
    }

    @Test
    void everyCallAfterCloseSaysThatTheProgramClosedTheConnection() {
        Domain web = host.domains().define(spec("web"));
        host.close();
        host.close();
        InvalidStateException e = assertThrows(InvalidStateException.class, web::info);
        assertTrue(e.getMessage().contains("closed"), e.getMessage());
        assertThrows(InvalidStateException.class, web::start);
        assertThrows(InvalidStateException.class, host::info);
        assertThrows(InvalidStateException.class, () -> host.subscribe(event -> {}));
    }

    @Test
    void aReadOnlyConnectionChangesNothing() {
        host.domains().define(spec("web"));
        try (Hypervisor careful = connect(ConnectOptions.defaults().readOnly())) {
            Domain web = careful.domains().get("web");
            assertThrows(AccessDeniedException.class, web::start);
            assertEquals(DomainState.SHUT_OFF, web.state());
        }
    }

    @Test
    void anEphemeralDomainEndsWithItsConnection() {
        try (Hypervisor brief = connect(ConnectOptions.defaults())) {
            brief.domains().launch(spec("brief"), Lifetime.EPHEMERAL);
            assertTrue(host.domains().find("brief").isPresent());
        }
        assertEquals(Optional.empty(), host.domains().find("brief"));
    }

    @Test
    void aReadIsRepeatedOverANewConnectionWhenTheWireBreaks() {
        Domain web = running("web");
        memory.faults().on(Operation.FIND).times(1).dropConnection(Drop.BEFORE);
        assertEquals(DomainState.RUNNING, web.state());
        assertEquals(1, memory.openSessions());
    }

    @Test
    void aChangeIsNeverRepeatedAndSaysThatItsOutcomeIsUnknown() {
        Domain web = host.domains().define(spec("web"));
        memory.faults().on(Operation.START).times(1).dropConnection(Drop.AFTER);
        ConnectionLostException e = assertThrows(ConnectionLostException.class, web::start);
        assertTrue(e.outcomeUnknown());
        assertEquals(DomainState.RUNNING, web.state(), "it had taken effect, and a read over a new connection tells");
    }

    @Test
    void whereReconnectionIsOffABrokenWireIsAnErrorAtOnce() {
        try (Hypervisor strict = connect(ConnectOptions.defaults().reconnectTimeout(Duration.ZERO))) {
            memory.dropConnections();
            assertThrows(ConnectionLostException.class, () -> strict.domains().list());
        }
    }

    @Test
    void listenersGoOnAfterTheWireBrokeAndAreToldToLookAgain() throws Exception {
        BlockingQueue<HypervisorEvent> events = new LinkedBlockingQueue<>();
        try (Subscription subscription = host.subscribe(events::add)) {
            memory.dropConnections();
            assertEquals(Resynchronize.class, events.poll(30, TimeUnit.SECONDS).getClass());
            host.domains().define(spec("web"));
            assertEquals(Change.DEFINED, ((DomainLifecycleEvent) events.poll(30, TimeUnit.SECONDS)).change());
        }
    }

    @Test
    void aListenerThatThrowsOrSleepsHarmsNoOther() throws Exception {
        BlockingQueue<HypervisorEvent> events = new LinkedBlockingQueue<>();
        java.util.concurrent.CountDownLatch asleep = new java.util.concurrent.CountDownLatch(1);
        try (Subscription throwing = host.subscribe(event -> {
                    throw new IllegalStateException("a listener's own fault");
                });
                Subscription sleeping = host.subscribe(event -> await(asleep));
                Subscription good = host.subscribe(events::add)) {
            Domain web = running("web");
            web.destroy();
            for (Change expected : List.of(Change.DEFINED, Change.STARTED, Change.STOPPED)) {
                Change change;
                do {
                    change = ((DomainLifecycleEvent) events.poll(30, TimeUnit.SECONDS)).change();
                } while (change != expected);
            }
        } finally {
            asleep.countDown();
        }
    }

    private static void await(java.util.concurrent.CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aListenerThatFallsFarBehindIsToldHowMuchItMissed() throws Exception {
        java.util.concurrent.CountDownLatch asleep = new java.util.concurrent.CountDownLatch(1);
        BlockingQueue<HypervisorEvent> events = new LinkedBlockingQueue<>();
        try (Subscription subscription = host.subscribe(event -> {
            await(asleep);
            events.add(event);
        })) {
            Domain web = running("web");
            for (int i = 0; i < 6_000; i++) {
                web.suspend();
                web.resume();
            }
            asleep.countDown();
            HypervisorEvent event;
            int received = 0;
            do {
                event = events.poll(30, TimeUnit.SECONDS);
                received++;
            } while (!(event instanceof EventsLost));
            long lost = ((EventsLost) event).count().orElseThrow();
            int sent = 12_000 + 2;
            assertTrue(received - 1 + lost >= sent, received - 1 + " received and " + lost + " lost of " + sent);
            web.destroy();
            assertEquals(Change.STOPPED, ((DomainLifecycleEvent) events.poll(30, TimeUnit.SECONDS)).change());
        }
    }

    @Test
    void expectReadsOnBehindWhatItFoundAndGivesGroups() {
        memory.guest("web")
                .onStart(boot -> boot.println("one").println("load 0.42").println("three"));
        Console console = running("web").console();
        ConsoleMatch match = console.expect(Pattern.compile("load (\\d+\\.\\d+)( never)?"), SOON);
        assertEquals(List.of("0.42", ""), match.groups());
        assertEquals("one\r\n", match.before().replaceAll("\r?\n", "\r\n"));
        assertTrue(console.read(SOON).contains("three"));
    }

    @Test
    void aReaderThatComesLateStillSeesTheFirstByte() {
        memory.guest("web").onStart(boot -> boot.println("first").println("READY"));
        Domain web = running("web");
        web.console().expect("READY", SOON);
        assertTrue(web.console().expect("READY", SOON).before().startsWith("first"));
    }

    @Test
    void charactersSplitBetweenReadsAreWhole() {
        byte[] euro = "€".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        memory.guest("web").onStart(boot -> boot.print(new byte[] {euro[0]}));
        Domain web = running("web");
        Console console = web.console();
        assertThrows(OperationTimeoutException.class, () -> console.expect("€", SHORT));
        memory.guest("web").now(script -> script.print(new byte[] {euro[1], euro[2]}));
        assertEquals("€", console.expect("€", SOON).text());
    }

    @Test
    void whatDoesNotComeIsATimeoutThatShowsTheLastOutput() {
        memory.guest("web").onStart(boot -> boot.println("Kernel panic: no init"));
        Console console = running("web").console();
        OperationTimeoutException e =
                assertThrows(OperationTimeoutException.class, () -> console.expect("READY", SHORT));
        assertTrue(e.getMessage().contains("no init"), e.getMessage());
    }

    @Test
    void aDomainThatStopsEndsTheWaitAtOnce() {
        memory.guest("web").onStart(boot -> boot.println("Oops").crash());
        Console console = running("web").console();
        InvalidStateException e =
                assertThrows(InvalidStateException.class, () -> console.expect("READY", Duration.ofMinutes(10)));
        assertTrue(e.getMessage().contains("Oops"), e.getMessage());
    }

    @Test
    void whatIsTypedReachesTheGuestAndItsAnswerComesBack() {
        memory.guest("web").when("uptime").println("up 3 days");
        Console console = running("web").console();
        console.send("uptime\n");
        console.expect("up 3 days", SOON);
    }

    @Test
    void aGuestThatIgnoresShutdownLetsTheWaitTimeOutAndRunsOn() {
        memory.guest("web").ignoreShutdown();
        Domain web = running("web");
        Job<DomainStatus> job = web.shutdown();
        assertThrows(OperationTimeoutException.class, () -> job.await(SHORT));
        assertFalse(job.isDone());
        job.cancel();
        assertThrows(OperationCancelledException.class, () -> job.await(SOON));
        assertTrue(web.state().isActive());
    }

    @Test
    void shutdownOfTheStoppedFailsBeforeThereIsAnythingToWaitFor() {
        Domain web = host.domains().define(spec("web"));
        assertThrows(InvalidStateException.class, web::shutdown);
    }

    @Test
    void awaitStateIsWokenByTheChange() throws Exception {
        Domain web = running("web");
        var waiter = java.util.concurrent.CompletableFuture.supplyAsync(
                () -> web.awaitState(DomainState.PAUSED, Duration.ofMinutes(1)));
        web.suspend();
        assertEquals(DomainState.PAUSED, waiter.get(30, TimeUnit.SECONDS).state());
    }

    @Test
    void anInterruptWhileWaitingIsCancellationAndKeepsTheFlag() {
        Domain web = running("web");
        Thread.currentThread().interrupt();
        assertThrows(OperationCancelledException.class, () -> web.awaitState(DomainState.PAUSED, SOON));
        assertTrue(Thread.interrupted());
        Console console = web.console();
        Thread.currentThread().interrupt();
        assertThrows(OperationCancelledException.class, () -> console.expect("never", SOON));
        assertTrue(Thread.interrupted());
    }

    @Test
    void closingEndsCallersThatWait() {
        Console console = running("web").console();
        var waiter =
                java.util.concurrent.CompletableFuture.runAsync(() -> console.expect("never", Duration.ofMinutes(5)));
        host.close();
        Exception e = assertThrows(Exception.class, () -> waiter.get(30, TimeUnit.SECONDS));
        assertEquals(InvalidStateException.class, e.getCause().getClass());
    }
}
