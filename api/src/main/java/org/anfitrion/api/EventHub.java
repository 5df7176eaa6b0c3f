package org.anfitrion.api;

import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.event.EventsLost;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.api.event.Resynchronize;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.Facets;
import org.anfitrion.spi.Registration;
import org.anfitrion.spi.Session;
import org.jspecify.annotations.Nullable;

/**
 * Fans the events of a host out to listeners. A driver's thread only enqueues; each listener has a bounded queue of its own
 * and is called by one thread at a time, so a slow or throwing one harms nobody but itself.
 */
final class EventHub implements Link.Follower {

    private static final int QUEUE_LIMIT = 10_000;

    private final Link link;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable Registered registered;
    private volatile boolean closed;

    private record Registered(Session session, Registration registration) {}

    EventHub(Link link) {
        this.link = link;
    }

    Subscription subscribe(Consumer<? super HypervisorEvent> consumer) {
        return subscribe(consumer, () -> {});
    }

    /** Subscribes somebody who also wants to know when the program closes the connection. */
    Subscription subscribe(Consumer<? super HypervisorEvent> consumer, Runnable whenClosed) {
        Listener listener = new Listener(consumer, whenClosed);
        lock.lock();
        try {
            if (registered == null) {
                registered = link.read("hypervisor.subscribe", this::register);
            }
            listeners.add(listener);
        } finally {
            lock.unlock();
        }
        if (closed) {
            listener.end(); // close() may have come before it was on the list
            throw link.closedFailure();
        }
        return () -> unsubscribe(listener);
    }

    private Registered register(Session session) {
        EventFacet facet = Facets.require(session, EventFacet.class, Feature.EVENTS);
        return new Registered(session, facet.subscribe(new Sink(session)));
    }

    private void unsubscribe(Listener listener) {
        Registered idle = null;
        lock.lock();
        try {
            listener.end();
            listeners.remove(listener);
            if (listeners.isEmpty()) {
                idle = registered;
                registered = null;
            }
        } finally {
            lock.unlock();
        }
        if (idle != null) {
            Threads.offVirtual(idle.registration()::close);
        }
    }

    @Override
    public boolean isWaiting() {
        return !listeners.isEmpty();
    }

    /** Listens there, and tells everybody to look again. */
    @Override
    public void reopened(Session fresh, ConnectionLostException why) {
        lock.lock();
        try {
            boolean listensThere = registered != null && registered.session() == fresh;
            if (listeners.isEmpty() || listensThere || !link.uses(fresh)) {
                return;
            }
            registered = register(fresh);
        } catch (ConnectionLostException lost) {
            link.reopenLater(fresh, lost); // which comes here again
            return;
        } catch (HypervisorException e) {
            abandoned(e);
            return;
        } finally {
            lock.unlock();
        }
        publish(new Resynchronize(why.failure().reason()));
    }

    /** Says so; the next who subscribes tries again. */
    @Override
    public void abandoned(HypervisorException why) {
        lock.lock();
        try {
            registered = null;
        } finally {
            lock.unlock();
        }
        publish(new EventsLost(OptionalLong.empty(), why.failure().toString()));
    }

    /** Takes no lock: somebody may hold it who waits for the session that is to be closed. */
    void close() {
        closed = true;
        listeners.forEach(listener -> {
            listener.end();
            listener.whenClosed.run();
        });
        listeners.clear();
    }

    private void publish(HypervisorEvent event) {
        listeners.forEach(listener -> listener.enqueue(event));
    }

    private final class Sink implements EventSink {

        private final Session session;

        Sink(Session session) {
            this.session = session;
        }

        @Override
        public void emit(HypervisorEvent event) {
            publish(event);
        }

        @Override
        public void lost(OptionalLong count, String why) {
            publish(new EventsLost(count, why));
        }

        @Override
        public void broken(HypervisorException why) {
            ConnectionLostException lost = why instanceof ConnectionLostException connection
                    ? connection
                    : new ConnectionLostException(why.failure().causedBy(why));
            link.reopenLater(session, lost);
        }
    }

    private static final class Listener {

        private final Consumer<? super HypervisorEvent> consumer;
        private final Runnable whenClosed;
        private final Queue<HypervisorEvent> queue = new ArrayDeque<>();
        private final ReentrantLock lock = new ReentrantLock();
        private long dropped;
        private boolean draining;
        private boolean ended;

        Listener(Consumer<? super HypervisorEvent> consumer, Runnable whenClosed) {
            this.consumer = consumer;
            this.whenClosed = whenClosed;
        }

        void enqueue(HypervisorEvent event) {
            lock.lock();
            try {
                if (ended) {
                    return;
                }
                if (dropped > 0 || queue.size() >= QUEUE_LIMIT) {
                    dropped++;
                    return;
                }
                queue.add(event);
                if (!draining) {
                    draining = true;
                    Threads.PLATFORM.execute(this::drain);
                }
            } finally {
                lock.unlock();
            }
        }

        private void drain() {
            for (HypervisorEvent event = next(); event != null; event = next()) {
                Listeners.call(consumer, event);
            }
        }

        private @Nullable HypervisorEvent next() {
            lock.lock();
            try {
                HypervisorEvent event = ended ? null : queue.poll();
                if (event == null && dropped > 0 && !ended) {
                    event = new EventsLost(
                            OptionalLong.of(dropped), "the listener fell more than " + QUEUE_LIMIT + " events behind");
                    dropped = 0;
                }
                draining = event != null;
                return event;
            } finally {
                lock.unlock();
            }
        }

        void end() {
            lock.lock();
            try {
                ended = true;
                queue.clear();
            } finally {
                lock.unlock();
            }
        }
    }
}
