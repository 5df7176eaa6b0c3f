package org.anfitrion.libvirt.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wire that works, that falls silent, that breaks. */
class RemoteIT {

    private static final Set<DomainField> ALL = EnumSet.allOf(DomainField.class);

    @TempDir
    Path folder;

    private PrivateDaemon daemon;
    private Session session;
    private ExecutorService callers;

    @BeforeEach
    void connect() throws IOException, InterruptedException {
        daemon = PrivateDaemon.start(folder);
        session = TestHost.open(daemon.uri());
        callers = Executors.newCachedThreadPool();
    }

    @AfterEach
    void disconnect() {
        if (daemon != null) {
            daemon.signal("CONT");
            daemon.close();
        }
        if (session != null) {
            session.close();
            callers.shutdownNow();
        }
    }

    private List<DomainInfo> list() {
        return session.domains().list(DomainFilter.all(), ALL);
    }

    private DomainInfo define(String name) {
        return session.domains().create(TestHost.domain(name), Creation.DEFINE, Progress.unwatched());
    }

    private CompletableFuture<HypervisorException> broken() {
        CompletableFuture<HypervisorException> broken = new CompletableFuture<>();
        session.facet(EventFacet.class).orElseThrow().subscribe(new EventSink() {
            @Override
            public void emit(HypervisorEvent event) {
                assertFalse(broken.isDone(), "nothing comes after the end");
            }

            @Override
            public void lost(OptionalLong count, String why) {
                throw new AssertionError("nothing was lost: " + why);
            }

            @Override
            public void broken(HypervisorException why) {
                broken.complete(why);
            }
        });
        return broken;
    }

    private static <T extends Throwable> T failure(Class<T> type, Future<?> call) {
        ExecutionException thrown = assertThrows(ExecutionException.class, () -> call.get(60, TimeUnit.SECONDS));
        return assertInstanceOf(type, thrown.getCause());
    }

    @Test
    void aRemoteHostIsUsedLikeALocalOne() {
        DomainInfo web = define("web");
        session.domains().power(web.id(), PowerAction.START, TestHost.soon());
        assertEquals(2, list().size());
        session.domains().power(web.id(), PowerAction.DESTROY, TestHost.soon());
        session.domains().remove(web.id(), Set.of());
        session.ping(TestHost.soon());
        try (Session other = TestHost.openReadOnly(daemon.uri())) {
            assertEquals(session.hostId(), other.hostId());
            assertEquals(1, other.domains().list(DomainFilter.all(), ALL).size());
        }
    }

    @Test
    void manyThreadsShareOneWire() throws Exception {
        List<Callable<Object>> work = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String name = "d" + i;
            work.add(() -> {
                DomainInfo made = define(name);
                for (int round = 0; round < 10; round++) {
                    list();
                }
                session.domains().remove(made.id(), Set.of());
                return made;
            });
        }
        for (Future<Object> done : callers.invokeAll(work)) {
            done.get();
        }
        assertEquals(1, list().size());
    }

    @Test
    void whenTheHostDiesEveryCallSaysSoAndAChangeInFlightHasAnUnknownOutcome() throws Exception {
        CompletableFuture<HypervisorException> broken = broken();
        define("before"); // reads what the host is; from now on a change is sent at once
        daemon.signal("STOP");
        Future<DomainInfo> change = callers.submit(() -> define("in-flight"));
        Future<List<DomainInfo>> read = callers.submit(this::list);
        assertThrows(OperationTimeoutException.class, () -> session.ping(Deadline.after(Duration.ofMillis(300))));
        daemon.signal("KILL");
        assertTrue(failure(ConnectionLostException.class, change).outcomeUnknown());
        assertFalse(failure(ConnectionLostException.class, read).outcomeUnknown());
        assertInstanceOf(ConnectionLostException.class, broken.get(10, TimeUnit.SECONDS));
        assertThrows(ConnectionLostException.class, this::list);
        ConnectionLostException later = assertThrows(ConnectionLostException.class, () -> define("later"));
        assertFalse(later.outcomeUnknown(), "nothing was sent");
    }

    @Test
    void aCallWaitsForASilentHostAsLongAsItsCallerWants() throws Exception {
        DomainInfo web = define("web");
        daemon.signal("STOP");
        OperationTimeoutException late = assertThrows(OperationTimeoutException.class, () -> session.domains()
                .power(web.id(), PowerAction.START, Deadline.after(Duration.ofMillis(300))));
        assertTrue(late.outcomeUnknown());
        Thread.currentThread().interrupt();
        assertThrows(OperationCancelledException.class, this::list);
        assertTrue(Thread.interrupted(), "the caller's interrupt is kept");
        daemon.signal("CONT");
        assertEquals(2, list().size());
    }

    @Test
    void closingDoesNotWaitForASilentHost() throws Exception {
        daemon.signal("STOP");
        Future<List<DomainInfo>> read = callers.submit(this::list);
        assertThrows(OperationTimeoutException.class, () -> session.ping(Deadline.after(Duration.ofMillis(300))));
        Future<?> closing = callers.submit(session::close);
        failure(InvalidStateException.class, read);
        closing.get(15, TimeUnit.SECONDS);
    }

    /** Also that a host which comes back afterwards, with calls still on their way, does no harm. */
    @Test
    void aHostThatStaysSilentIsGivenUp() throws Exception {
        CompletableFuture<HypervisorException> broken = broken();
        daemon.signal("STOP");
        List<Future<List<DomainInfo>>> reads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            reads.add(callers.submit(this::list));
        }
        for (Future<List<DomainInfo>> read : reads) {
            ConnectionLostException given = failure(ConnectionLostException.class, read);
            assertTrue(given.getMessage().contains("did not answer"), given.getMessage());
        }
        assertTrue(broken.isDone());
        daemon.signal("CONT");
        try (Session next = TestHost.open(daemon.uri())) {
            assertEquals(1, next.domains().list(DomainFilter.all(), ALL).size());
        }
    }
}
