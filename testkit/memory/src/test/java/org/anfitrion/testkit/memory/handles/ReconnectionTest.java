package org.anfitrion.testkit.memory.handles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.Subscription;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.AuthenticationFailedException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.EventsLost;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.api.event.Resynchronize;
import org.anfitrion.testkit.memory.Drop;
import org.anfitrion.testkit.memory.FaultRule;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a program notices of a wire that breaks: of reads nothing, of changes the truth. */
class ReconnectionTest {

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

    private Domain defined(String name) {
        return host.domains()
                .define(DomainSpec.named(name).console(ConsoleSpec.serial()).build());
    }

    @Test
    void aReadIsRepeatedAsOftenAsTheWireBreaks() {
        defined("web");
        FaultRule breaks = memory.faults().on(Operation.LIST).times(4).dropConnection(Drop.BEFORE);
        assertEquals(1, host.domains().list().size());
        assertEquals(4, breaks.strikes());
        assertEquals(1, memory.openSessions());
    }

    @Test
    void aReadIsRepeatedAlsoIfOnlyItsAnswerWasLost() {
        Domain web = defined("web");
        memory.faults().on(Operation.FIND).times(2).dropConnection(Drop.AFTER);
        assertEquals("web", web.name());
    }

    @Test
    void aReadGivesUpWhenTheTimeToReconnectIsOver() {
        try (Hypervisor brief = connect(ConnectOptions.defaults().reconnectTimeout(Duration.ofMillis(300)))) {
            FaultRule breaks = memory.faults().on(Operation.LIST).dropConnection(Drop.BEFORE);
            ConnectionLostException e = assertThrows(
                    ConnectionLostException.class, () -> brief.domains().list());
            assertFalse(e.outcomeUnknown(), "a read changes nothing");
            assertTrue(breaks.strikes() > 1, breaks.strikes() + " tries");
            assertTrue(breaks.strikes() < 10, "a host that breaks every session is not stormed");
        }
    }

    @Test
    void aHostThatIsAwayForAWhileIsWaitedFor() {
        FaultRule away = memory.faults().on(Operation.CONNECT).times(3).dropConnection(Drop.BEFORE);
        memory.dropConnections();
        assertEquals(0, host.domains().list().size());
        assertEquals(3, away.strikes());
    }

    @Test
    void aHostThatStaysAwayIsAnErrorThatKeepsWhatBrokeFirst() {
        try (Hypervisor brief = connect(ConnectOptions.defaults().reconnectTimeout(Duration.ofMillis(200)))) {
            memory.faults().on(Operation.CONNECT).dropConnection(Drop.BEFORE);
            memory.dropConnections();
            ConnectionLostException e = assertThrows(
                    ConnectionLostException.class, () -> brief.domains().list());
            assertEquals(ConnectionLostException.class, e.getSuppressed()[0].getClass());
        } finally {
            memory.faults().clear();
        }
    }

    @Test
    void aHostThatDoesNotAnswerIsNotWaitedForLongerThanAllowed() {
        try (Hypervisor brief = connect(ConnectOptions.defaults().reconnectTimeout(Duration.ofMillis(300)))) {
            memory.faults().on(Operation.CONNECT).latency(Duration.ofHours(1));
            memory.dropConnections();
            assertThrows(OperationTimeoutException.class, () -> brief.domains().list());
        } finally {
            memory.faults().clear();
        }
    }

    @Test
    void aLoginThatIsRefusedTheSecondTimeIsNotTriedAgain() {
        FaultRule refused = memory.faults()
                .on(Operation.CONNECT)
                .fail(() -> new AuthenticationFailedException(
                        Failure.to("log in", "mem:").because("the password was changed")));
        memory.dropConnections();
        assertThrows(AuthenticationFailedException.class, () -> host.domains().list());
        assertEquals(1, refused.strikes());
        memory.faults().clear();
    }

    @Test
    void aChangeThatWasNotSentSaysSoAndIsNotRepeated() {
        Domain web = defined("web");
        FaultRule breaks = memory.faults().on(Operation.START).times(1).dropConnection(Drop.BEFORE);
        ConnectionLostException e = assertThrows(ConnectionLostException.class, web::start);
        assertFalse(e.outcomeUnknown());
        assertEquals(1, breaks.strikes());
        assertEquals(DomainState.SHUT_OFF, web.state());
    }

    @Test
    void everyChangeWhoseAnswerIsLostSaysThatItsOutcomeIsUnknown() {
        memory.faults()
                .on(Operation.DEFINE, Operation.UPDATE, Operation.AUTOSTART, Operation.DESTROY, Operation.CONSOLE_WRITE)
                .dropConnection(Drop.AFTER);
        unknown(() -> defined("web"));
        Domain web = host.domains().get("web");
        unknown(() -> web.update(spec -> spec.title("mine")));
        unknown(() -> web.autostart(true));
        web.start();
        unknown(() -> web.console().send("x"));
        unknown(web::destroy);
        memory.faults().clear();
        assertEquals(DomainState.SHUT_OFF, web.state());
        assertEquals(1, memory.calls(Operation.DEFINE), "nothing was done twice");
    }

    private static void unknown(Runnable change) {
        ConnectionLostException e = assertThrows(ConnectionLostException.class, change::run);
        assertTrue(e.outcomeUnknown(), e.getMessage());
        assertTrue(e.getMessage().contains("the outcome is unknown"), e.getMessage());
    }

    @Test
    void aChangeAfterTheWireBrokeGoesOverTheNewSession() {
        Domain web = defined("web");
        for (int i = 0; i < 20; i++) {
            memory.faults().on(Operation.START).times(1).dropConnection(Drop.BEFORE);
            assertThrows(ConnectionLostException.class, web::start);
            web.start(); // at once, whoever opens the new session
            web.destroy();
            memory.faults().clear();
        }
    }

    @Test
    void listenersAreRegisteredAgainThoughTheWireBreaksWhileTheyAre() throws Exception {
        BlockingQueue<HypervisorEvent> events = new LinkedBlockingQueue<>();
        try (Subscription subscription = host.subscribe(events::add)) {
            memory.faults().on(Operation.SUBSCRIBE).times(2).dropConnection(Drop.AFTER);
            memory.dropConnections();
            assertInstanceOf(Resynchronize.class, events.poll(30, TimeUnit.SECONDS));
            defined("web");
            assertInstanceOf(DomainLifecycleEvent.class, events.poll(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void whoOnlyListensIsConnectedAgainHoweverLongTheHostIsAway() throws Exception {
        BlockingQueue<HypervisorEvent> events = new LinkedBlockingQueue<>();
        FaultRule away = memory.faults().on(Operation.CONNECT);
        try (Hypervisor brief = connect(ConnectOptions.defaults().reconnectTimeout(Duration.ofMillis(60)));
                Subscription subscription = brief.subscribe(events::add)) {
            away.dropConnection(Drop.BEFORE).times(3);
            memory.dropConnections();
            assertInstanceOf(Resynchronize.class, events.poll(60, TimeUnit.SECONDS));
            assertEquals(3, away.strikes());
        }
    }

    @Test
    void listenersThatCannotBeRegisteredAgainAreToldThatEventsAreLost() throws Exception {
        BlockingQueue<HypervisorEvent> events = new LinkedBlockingQueue<>();
        try (Subscription subscription = host.subscribe(events::add)) {
            memory.faults()
                    .on(Operation.CONNECT)
                    .times(1)
                    .fail(() -> new AuthenticationFailedException(
                            Failure.to("log in", "mem:").because("the password was changed")));
            memory.dropConnections();
            EventsLost lost = assertInstanceOf(EventsLost.class, events.poll(30, TimeUnit.SECONDS));
            assertTrue(lost.toString().contains("the password was changed"), lost.toString());
            host.domains().list();
            assertInstanceOf(Resynchronize.class, events.poll(30, TimeUnit.SECONDS), "the next call mends it");
        }
    }

    @Test
    void anEventComesOnceThoughManyCallersMendTheConnection() throws Exception {
        BlockingQueue<HypervisorEvent> events = new LinkedBlockingQueue<>();
        try (Subscription subscription = host.subscribe(events::add)) {
            for (int i = 0; i < 10; i++) {
                memory.dropConnections();
                try (Subscription another = host.subscribe(event -> {})) {
                    host.domains().list();
                }
            }
            HypervisorEvent last;
            do {
                last = events.poll(2, TimeUnit.SECONDS);
            } while (last != null);
            defined("web");
            assertInstanceOf(DomainLifecycleEvent.class, events.poll(30, TimeUnit.SECONDS));
            assertEquals(null, events.poll(200, TimeUnit.MILLISECONDS));
        }
    }
}
