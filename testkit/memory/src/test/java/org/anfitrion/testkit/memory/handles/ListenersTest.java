package org.anfitrion.testkit.memory.handles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.Subscription;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.event.EventsLost;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.testkit.memory.MemoryHypervisor;
import org.anfitrion.testkit.memory.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What listeners may do, and what they cannot do to each other. */
class ListenersTest {

    private static final int QUEUE_LIMIT = 10_000;

    private final MemoryHypervisor memory = new MemoryHypervisor();
    private final Hypervisor host =
            Hypervisors.connect("mem:", ConnectOptions.defaults().driver(memory.driver()));
    private final BlockingQueue<HypervisorEvent> events = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        host.close();
        assertEquals(0, memory.openSessions(), "the API leaks no session");
    }

    private Domain running(String name) {
        Domain domain = host.domains().define(DomainSpec.named(name).build());
        domain.start();
        return domain;
    }

    private HypervisorEvent next() throws InterruptedException {
        HypervisorEvent event = events.poll(30, TimeUnit.SECONDS);
        assertTrue(event != null, "an event comes");
        return event;
    }

    private Change nextChange() throws InterruptedException {
        return assertInstanceOf(DomainLifecycleEvent.class, next()).change();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aListenerThatThrowsAnythingGetsTheNextEventAllTheSame() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (Subscription subscription = host.subscribe(event -> {
            int call = calls.getAndIncrement();
            events.add(event);
            switch (call) {
                case 0 -> throw new IllegalStateException("a listener's own fault");
                case 1 -> throw new AssertionError("a test's own fault");
                case 2 -> throw ListenersTest.<RuntimeException>sneaky(new java.io.IOException("a checked one"));
                default -> {}
            }
        })) {
            running("web").destroy();
            List<Change> seen = new ArrayList<>();
            while (!seen.contains(Change.STOPPED)) {
                seen.add(nextChange());
            }
            assertTrue(calls.get() >= 3, calls.toString());
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable checked) throws T {
        throw (T) checked;
    }

    @Test
    void aSlowListenerKeepsNoMoreThanItsQueueAndIsToldHowManyItMissed() throws Exception {
        CountDownLatch asleep = new CountDownLatch(1);
        AtomicInteger others = new AtomicInteger();
        try (Subscription slow = host.subscribe(event -> {
                    await(asleep);
                    events.add(event);
                });
                Subscription quick = host.subscribe(event -> others.incrementAndGet())) {
            for (int i = 0; i < 3 * QUEUE_LIMIT; i++) {
                memory.loseEvents(OptionalLong.of(i), "event " + i);
            }
            asleep.countDown();
            List<HypervisorEvent> received = new ArrayList<>();
            do {
                received.add(next());
            } while (!((EventsLost) received.get(received.size() - 1)).reason().contains("behind"));
            EventsLost gap = (EventsLost) received.remove(received.size() - 1);
            assertTrue(received.size() <= QUEUE_LIMIT + 1, received.size() + " were kept");
            assertEquals(3L * QUEUE_LIMIT, received.size() + gap.count().orElseThrow(), "each is received or counted");
            assertEquals("event 0", ((EventsLost) received.get(0)).reason(), "the oldest are kept, in order");
            memory.loseEvents(OptionalLong.of(1), "after");
            assertEquals("after", ((EventsLost) next()).reason(), "it goes on");
        }
        assertTrue(others.get() > QUEUE_LIMIT, "the quick one heard " + others);
    }

    @Test
    void aListenerMayUnsubscribeItselfAndIsNotCalledAgain() throws Exception {
        AtomicReference<Subscription> self = new AtomicReference<>();
        CountDownLatch known = new CountDownLatch(1);
        try (Subscription other = host.subscribe(event -> {})) {
            self.set(host.subscribe(event -> {
                await(known);
                self.get().close();
                events.add(event);
            }));
            known.countDown();
            running("web").destroy();
            assertEquals(Change.DEFINED, nextChange());
            host.domains().define(DomainSpec.named("db").build());
            assertNull(events.poll(200, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void aListenerMaySubscribeAnother() throws Exception {
        List<Subscription> added = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        try (Subscription subscription = host.subscribe(event -> {
            if (done.getCount() > 0) {
                added.add(host.subscribe(events::add));
                done.countDown();
            }
        })) {
            Domain web = host.domains().define(DomainSpec.named("web").build());
            await(done);
            web.start();
            assertEquals(Change.STARTED, nextChange());
            added.get(0).close();
        }
    }

    @Test
    void aListenerMayCallTheHost() throws Exception {
        BlockingQueue<Integer> sizes = new LinkedBlockingQueue<>();
        try (Subscription subscription =
                host.subscribe(event -> sizes.add(host.domains().list().size()))) {
            host.domains().define(DomainSpec.named("web").build());
            assertEquals(1, sizes.poll(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void aListenerMayCloseTheConnection() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        host.subscribe(event -> {
            host.close();
            closed.countDown();
        });
        host.domains().define(DomainSpec.named("web").build());
        await(closed);
        assertTrue(host.isClosed());
    }

    @Test
    void nothingIsHeardAfterTheSubscriptionWasClosed() throws Exception {
        Subscription subscription = host.subscribe(events::add);
        subscription.close();
        subscription.close();
        running("web");
        assertNull(events.poll(200, TimeUnit.MILLISECONDS));
    }

    @Test
    void theBackendIsListenedToOnceForAllAndNotLongerThanNeeded() {
        try (Subscription one = host.subscribe(event -> {});
                Subscription two = host.subscribe(event -> {})) {
            assertEquals(1, memory.calls(Operation.SUBSCRIBE));
        }
        host.subscribe(event -> {}).close();
        assertEquals(2, memory.calls(Operation.SUBSCRIBE), "the first registration was given back");
    }

    @Test
    void oneListenerIsCalledByOneThreadAtATimeInOrder() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        List<Long> order = new ArrayList<>();
        CompletableFuture<Void> overlap = new CompletableFuture<>();
        CountDownLatch all = new CountDownLatch(2_000);
        try (Subscription subscription = host.subscribe(event -> {
            if (inside.incrementAndGet() != 1) {
                overlap.complete(null);
            }
            order.add(((EventsLost) event).count().orElseThrow());
            inside.decrementAndGet();
            all.countDown();
        })) {
            for (int i = 0; i < 2_000; i++) {
                memory.loseEvents(OptionalLong.of(i), "numbered");
            }
            await(all);
        }
        assertFalse(overlap.isDone());
        assertEquals(order.stream().sorted().toList(), order);
    }
}
