package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.Subscription;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.api.event.Resynchronize;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A daemon that dies or freezes under an application: what was running runs on, and the application goes on with it. */
class ReconnectIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Lab LAB = Lab.raised();

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private Daemon daemon;
    private Hypervisor host;

    @BeforeEach
    void connect() {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        daemon = Daemon.started(LAB, "r");
        host = Hypervisors.connect(
                daemon.tcp(), ConnectOptions.defaults().connectTimeout(PATIENCE).reconnectTimeout(PATIENCE));
    }

    @AfterEach
    void disconnect() {
        callers.shutdownNow();
        if (host != null) {
            host.close();
        }
        if (daemon != null) {
            daemon.close();
        }
    }

    @Test
    void aRunningGuestIsFoundAgainAndStillListens() {
        Domain web = define("web");
        web.start();
        web.console().expect("READY", PATIENCE);

        daemon.kill();
        Future<List<DomainInfo>> meanwhile = callers.submit(() -> host.domains().list());
        daemon.start();

        assertEquals(List.of("web"), names(result(meanwhile)));
        assertEquals(DomainState.RUNNING, web.state());
        web.console().send("echo still' here'\n");
        web.console().expect("still here", PATIENCE);
        web.destroy();
        assertEquals(DomainState.SHUT_OFF, web.state());
        web.undefine();
        assertEquals(List.of(), host.domains().list());
    }

    @Test
    void whoListensIsToldToLookAgainAndHearsWhatHappensThen() throws InterruptedException {
        Domain web = define("web");
        BlockingQueue<HypervisorEvent> events = new LinkedBlockingQueue<>();
        try (Subscription listening = host.subscribe(events::add)) {
            web.start();
            assertEquals(web.id(), heard(events, Change.STARTED));

            daemon.kill();
            daemon.start();
            HypervisorEvent next = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            while (!(next instanceof Resynchronize)) {
                assertTrue(next != null, "nobody said that something may have been missed");
                next = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            assertEquals(DomainState.RUNNING, web.state());
            web.destroy();
            assertEquals(web.id(), heard(events, Change.STOPPED));
        }
    }

    @Test
    void aChangeInFlightHasAnUnknownOutcomeAndReadsInFlightGetTheirAnswerFromTheNextDaemon() {
        Domain web = define("web");
        web.start();
        daemon.freeze();
        Future<?> change = sent(web::suspend);
        List<Future<List<DomainInfo>>> reads = readers();
        daemon.kill();
        ConnectionLostException lost = lost(change);
        daemon.start();

        assertTrue(lost.outcomeUnknown(), lost::getMessage);
        reads.forEach(read -> assertEquals(List.of("web"), names(result(read))));
        assertTrue(Set.of(DomainState.RUNNING, DomainState.PAUSED).contains(web.state()), () -> web.state()
                .toString());
        web.destroy();
        assertEquals(DomainState.SHUT_OFF, web.state());
    }

    @Test
    void aFrozenDaemonIsGivenUpAndUsedAgainWhenItThaws() {
        Domain web = define("web");
        web.start();
        daemon.freeze();
        Future<?> change = sent(web::suspend);
        List<Future<List<DomainInfo>>> reads = readers();

        ConnectionLostException lost = lost(change);
        daemon.thaw();

        assertTrue(lost.outcomeUnknown(), lost::getMessage);
        reads.forEach(read -> assertEquals(List.of("web"), names(result(read))));
        web.destroy();
        assertEquals(DomainState.SHUT_OFF, web.state());
        assertEquals(1, host.domains().list().size());
    }

    @Test
    void aDaemonThatStaysAwayIsSaidToBeAwayAndServesAgainWhenItIsBack() {
        try (Hypervisor impatient =
                Hypervisors.connect(daemon.uri(), ConnectOptions.defaults().reconnectTimeout(Duration.ofSeconds(1)))) {
            assertEquals(List.of(), impatient.domains().list());
            daemon.kill();
            assertThrows(
                    ConnectionLostException.class, () -> impatient.domains().list());
            ConnectionLostException unsent = assertThrows(
                    ConnectionLostException.class, () -> impatient.domains().define(spec("never")));
            assertTrue(!unsent.outcomeUnknown(), "nobody was there to do it");
            daemon.start();
            assertEquals(List.of(), impatient.domains().list());
        }
    }

    private static DomainSpec spec(String name) {
        return DomainSpec.named(name)
                .memory(DataSize.mebibytes(128))
                .boot(LAB.guest())
                .console(ConsoleSpec.serial())
                .build();
    }

    private Domain define(String name) {
        return host.domains().define(spec(name));
    }

    /** A change on its way to a daemon that does not answer; nobody can see it there, so it gets some time. */
    private Future<?> sent(Runnable change) {
        Future<?> call = callers.submit(change);
        assertThrows(TimeoutException.class, () -> call.get(2, TimeUnit.SECONDS));
        return call;
    }

    private List<Future<List<DomainInfo>>> readers() {
        List<Future<List<DomainInfo>>> reads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            reads.add(callers.submit(() -> host.domains().list()));
        }
        return reads;
    }

    private static List<String> names(List<DomainInfo> rows) {
        return rows.stream().map(DomainInfo::name).collect(Collectors.toList());
    }

    private static Object heard(BlockingQueue<HypervisorEvent> events, Change change) throws InterruptedException {
        while (true) {
            HypervisorEvent next = events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertTrue(next != null, () -> change + " was not heard");
            if (next instanceof DomainLifecycleEvent told && told.change() == change) {
                return told.domain();
            }
        }
    }

    private static <T> T result(Future<T> call) {
        return assertDoesNotThrow(() -> call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    }

    private static ConnectionLostException lost(Future<?> call) {
        ExecutionException thrown =
                assertThrows(ExecutionException.class, () -> call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        return assertInstanceOf(ConnectionLostException.class, thrown.getCause());
    }
}
