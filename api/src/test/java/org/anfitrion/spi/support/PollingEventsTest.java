package org.anfitrion.spi.support;

import static org.anfitrion.api.event.DomainLifecycleEvent.Change.CRASHED;
import static org.anfitrion.api.event.DomainLifecycleEvent.Change.DEFINED;
import static org.anfitrion.api.event.DomainLifecycleEvent.Change.RESUMED;
import static org.anfitrion.api.event.DomainLifecycleEvent.Change.STARTED;
import static org.anfitrion.api.event.DomainLifecycleEvent.Change.STOPPED;
import static org.anfitrion.api.event.DomainLifecycleEvent.Change.SUSPENDED;
import static org.anfitrion.api.event.DomainLifecycleEvent.Change.UNDEFINED;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.spi.Registration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PollingEventsTest {

    private static final Duration NEVER = Duration.ofDays(1);

    private final Map<String, DomainInfo> host = new ConcurrentHashMap<>();
    private final AtomicReference<RuntimeException> trouble = new AtomicReference<>();
    private final AtomicInteger looks = new AtomicInteger();
    private final HeardEvents heard = new HeardEvents();
    private Optional<PollingEvents> source = Optional.empty();

    private List<DomainInfo> list() {
        looks.incrementAndGet();
        RuntimeException thrown = trouble.get();
        if (thrown != null) {
            throw thrown;
        }
        return List.copyOf(host.values());
    }

    private PollingEvents every(Duration interval) {
        PollingEvents events = new PollingEvents(this::list, interval);
        source = Optional.of(events);
        return events;
    }

    @AfterEach
    void close() {
        source.ifPresent(PollingEvents::close);
    }

    private void put(String name, DomainState state, boolean persistent) {
        host.put(name, row(name, name, state, persistent));
    }

    private static DomainInfo row(String key, String name, DomainState state, boolean persistent) {
        return DomainInfo.of(new DomainId(key), name)
                .status(new DomainStatus(state, StateReason.UNKNOWN))
                .persistence(persistent, false)
                .build();
    }

    @Test
    void whatWasThereBeforeIsNotTold() {
        put("web", DomainState.RUNNING, true);
        PollingEvents events = every(NEVER);
        events.subscribe(heard);
        events.lookNow();
        assertEquals(List.of(), heard.changes());
    }

    @Test
    void whatOthersDoIsFoundByLookingAgainAndAgain() throws Exception {
        every(Duration.ofMillis(5)).subscribe(heard);
        put("web", DomainState.SHUT_OFF, true);
        heard.waitFor(1);
        put("web", DomainState.RUNNING, true);
        heard.waitFor(2);
        assertEquals(List.of(DEFINED, STARTED), heard.changes());
    }

    @Test
    void aLifeThatIsLookedAtAfterEachStepIsToldWhole() {
        PollingEvents events = every(NEVER);
        events.subscribe(heard);
        for (DomainState state : List.of(
                DomainState.SHUT_OFF,
                DomainState.RUNNING,
                DomainState.PAUSED,
                DomainState.RUNNING,
                DomainState.SHUT_OFF)) {
            put("web", state, true);
            events.lookNow();
        }
        host.clear();
        events.lookNow();
        assertEquals(List.of(DEFINED, STARTED, SUSPENDED, RESUMED, STOPPED, UNDEFINED), heard.changes());
    }

    @Test
    void whatMustHaveHappenedBetweenTwoLooksIsTold() {
        PollingEvents events = every(NEVER);
        events.subscribe(heard);
        put("paused", DomainState.PAUSED, true);
        put("transient", DomainState.RUNNING, false);
        put("off", DomainState.SHUT_OFF, true);
        events.lookNow();
        assertAll(
                () -> assertEquals(List.of(DEFINED, STARTED, SUSPENDED), heard.changes("paused")),
                () -> assertEquals(List.of(STARTED), heard.changes("transient")),
                () -> assertEquals(List.of(DEFINED), heard.changes("off")));
        heard.clear();
        host.remove("paused");
        put("transient", DomainState.SHUT_OFF, true);
        put("off", DomainState.RUNNING, false);
        events.lookNow();
        assertAll(
                () -> assertEquals(List.of(STOPPED, UNDEFINED), heard.changes("paused")),
                () -> assertEquals(List.of(DEFINED, STOPPED), heard.changes("transient")),
                () -> assertEquals(List.of(STARTED, UNDEFINED), heard.changes("off")));
    }

    @Test
    void anotherDomainUnderTheSameKeyIsNotTheSame() {
        host.put("ct", row(UUID.randomUUID()));
        PollingEvents events = every(NEVER);
        events.subscribe(heard);
        host.put("ct", row(UUID.randomUUID()));
        events.lookNow();
        assertEquals(List.of(UNDEFINED, DEFINED), heard.changes());
    }

    private static DomainInfo row(UUID uuid) {
        return DomainInfo.of(new DomainId("ct"), "ct")
                .uuid(uuid)
                .status(new DomainStatus(DomainState.SHUT_OFF, StateReason.UNKNOWN))
                .persistence(true, false)
                .build();
    }

    @Test
    void aNameThatPassesToAnotherIsGivenUpFirst() {
        host.put("1", row("1", "web", DomainState.RUNNING, true));
        PollingEvents events = every(NEVER);
        events.subscribe(heard);
        host.remove("1");
        host.put("2", row("2", "web", DomainState.SHUT_OFF, true));
        events.lookNow();
        assertEquals(List.of(STOPPED, UNDEFINED, DEFINED), heard.changes("web"));
    }

    @Test
    void aCrashIsToldWithTheReasonThatIsKnown() {
        put("web", DomainState.RUNNING, true);
        PollingEvents events = every(NEVER);
        events.subscribe(heard);
        host.put(
                "web",
                DomainInfo.of(new DomainId("web"), "web")
                        .status(new DomainStatus(DomainState.CRASHED, StateReason.FAILED))
                        .persistence(true, false)
                        .build());
        events.lookNow();
        assertEquals(List.of(CRASHED, STOPPED), heard.changes());
        assertEquals("failed", heard.details().get(1));
    }

    @Test
    void aStateThatIsNotToldIsNoChange() {
        put("web", DomainState.PAUSED, true);
        PollingEvents events = every(NEVER);
        events.subscribe(heard);
        put("web", DomainState.UNKNOWN, true);
        events.lookNow();
        put("web", DomainState.RUNNING, true);
        events.lookNow();
        assertEquals(List.of(RESUMED), heard.changes());
    }

    @Test
    void nobodyLooksWhenNobodyListens() throws Exception {
        PollingEvents events = every(Duration.ofMillis(1));
        events.lookNow();
        assertEquals(0, looks.get());
        Registration registration = events.subscribe(heard);
        put("web", DomainState.SHUT_OFF, true);
        heard.waitFor(1);
        registration.close();
        registration.close();
        awaitEndOfThread();
        int before = looks.get();
        events.lookNow();
        assertEquals(before, looks.get());
        events.subscribe(heard);
        put("web", DomainState.RUNNING, true);
        heard.waitFor(2);
    }

    private static void awaitEndOfThread() throws InterruptedException {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("anfitrion-polling-events")) {
                thread.join(20_000);
                assertFalse(thread.isAlive(), "it looks on");
            }
        }
    }

    @Test
    void aRegistrationThatIsClosedInTheMiddleHearsNothingMore() {
        PollingEvents events = every(NEVER);
        AtomicReference<Registration> own = new AtomicReference<>();
        HeardEvents one = new HeardEvents(event -> own.get().close());
        own.set(events.subscribe(one));
        events.subscribe(heard);
        put("web", DomainState.PAUSED, true);
        events.lookNow();
        assertEquals(List.of(DEFINED), one.changes());
        assertEquals(List.of(DEFINED, STARTED, SUSPENDED), heard.changes());
    }

    @Test
    void aSinkThatFailsOrLooksItselfHarmsNobody() {
        PollingEvents events = every(NEVER);
        events.subscribe(new HeardEvents(event -> {
            events.lookNow();
            throw new IllegalStateException("a bad sink");
        }));
        events.subscribe(heard);
        put("web", DomainState.RUNNING, true);
        events.lookNow();
        assertEquals(List.of(DEFINED, STARTED), heard.changes());
    }

    @Test
    void aLookThatFailsIsToldOnceAndTriedAgain() throws Exception {
        every(Duration.ofMillis(1)).subscribe(heard);
        trouble.set(new BackendFailureException(Failure.to("list", "domains").because("busy")));
        int before = looks.get();
        while (looks.get() < before + 3) {
            Thread.onSpinWait();
        }
        put("web", DomainState.SHUT_OFF, true);
        trouble.set(null);
        heard.waitFor(1);
        assertEquals(List.of("cannot list domains: busy"), heard.lost());
        assertEquals(List.of(DEFINED), heard.changes());
    }

    @Test
    void aBrokenWireBreaksTheRegistrations() {
        PollingEvents events = every(NEVER);
        events.subscribe(heard);
        trouble.set(new ConnectionLostException(Failure.to("list", "domains").because("gone")));
        events.lookNow();
        trouble.set(null);
        put("web", DomainState.SHUT_OFF, true);
        events.lookNow();
        assertEquals(List.of("cannot list domains: gone"), heard.broken());
        assertEquals(List.of(), heard.changes());
    }

    @Test
    void aDriversFaultIsToldToo() {
        PollingEvents events = every(NEVER);
        events.subscribe(heard);
        trouble.set(new IllegalStateException("STATUS of domain 'web' was not asked for"));
        events.lookNow();
        assertTrue(heard.broken().get(0).contains("was not asked for"), heard.broken()::toString);
    }

    @Test
    void whoCannotLookCannotListen() {
        PollingEvents events = every(NEVER);
        trouble.set(new BackendFailureException(Failure.to("list", "domains").because("busy")));
        assertThrows(BackendFailureException.class, () -> events.subscribe(heard));
        assertEquals(List.of(), heard.lost());
    }

    @Test
    void afterCloseNobodyIsToldAndNobodyCanListen() throws Exception {
        PollingEvents events = every(Duration.ofMillis(1));
        events.subscribe(heard);
        events.close();
        events.close();
        awaitEndOfThread();
        put("web", DomainState.RUNNING, true);
        events.lookNow();
        assertEquals(List.of(), heard.changes());
        assertThrows(InvalidStateException.class, () -> events.subscribe(heard));
    }

    @Test
    void closingDoesNotWaitForALook() throws Exception {
        CountDownLatch inLook = new CountDownLatch(2);
        CountDownLatch stuck = new CountDownLatch(1);
        PollingEvents events = new PollingEvents(
                () -> {
                    inLook.countDown();
                    if (inLook.getCount() == 0) {
                        awaitOr(stuck, () -> {});
                    }
                    return List.of();
                },
                Duration.ofMillis(1));
        events.subscribe(heard);
        inLook.await();
        CompletableFuture.runAsync(events::close).get(20, TimeUnit.SECONDS);
        awaitEndOfThread();
    }

    private static void awaitOr(CountDownLatch latch, Runnable interrupted) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            interrupted.run();
        }
    }

    @Test
    void manyThreadsThatLookEachHearOfTheirOwnChange() throws Exception {
        PollingEvents events = every(NEVER);
        events.subscribe(heard);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> told = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String name = "d" + i;
                told.add(threads.submit(() -> {
                    put(name, DomainState.RUNNING, true);
                    events.lookNow();
                    return heard.changes(name).equals(List.of(DEFINED, STARTED));
                }));
            }
            for (Future<Boolean> each : told) {
                assertTrue(each.get(), "a change was not told when lookNow returned");
            }
        } finally {
            threads.shutdownNow();
        }
        assertTrue(looks.get() <= 201, () -> looks + " looks for 200 changes");
    }
}
