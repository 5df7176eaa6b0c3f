package org.anfitrion.api;

import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.event.EventsLost;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.api.event.Resynchronize;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.Registration;
import org.anfitrion.spi.Session;
import org.jspecify.annotations.Nullable;

/**
 * Fans the events of a host out to listeners. A driver's thread only enqueues; each listener has a bounded queue of its own
 * and is called by one thread at a time, so a slow or throwing one harms nobody but itself.
 */
final class EventHub {

    private static final int QUEUE_LIMIT = 10_000;

    private final Link link;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable Registration registration;

    EventHub(Link link) {
        this.link = link;
    }

    Subscription subscribe(Consumer<? super HypervisorEvent> consumer) {
        Listener listener = new Listener(consumer);
        lock.lock();
        try {
            if (registration == null) {
                registration = link.read("hypervisor.subscribe", this::register);
            }
            listeners.add(listener);
        } finally {
            lock.unlock();
        }
        return () -> unsubscribe(listener);
    }

    private Registration register(Session session) {
        EventFacet facet = session.facet(EventFacet.class)
                .orElseThrow(() -> new UnsupportedCapabilityException(
                        Failure.to("listen to", link.uri().toString()).because("this backend tells no events")));
        return facet.subscribe(new Sink(session));
    }

    private void unsubscribe(Listener listener) {
        Registration idle = null;
        lock.lock();
        try {
            listener.end();
            listeners.remove(listener);
            if (listeners.isEmpty()) {
                idle = registration;
                registration = null;
            }
        } finally {
            lock.unlock();
        }
        if (idle != null) {
            idle.close();
        }
    }

    /** The wire broke and was mended: listens there, and tells everybody to look again. */
    void resubscribe(Session session, ConnectionLostException why) {
        lock.lock();
        try {
            if (registration == null) {
                return;
            }
            registration = register(session);
        } finally {
            lock.unlock();
        }
        publish(new Resynchronize(why.failure().reason()));
    }

    void close() {
        lock.lock();
        try {
            listeners.forEach(Listener::end);
            listeners.clear();
            registration = null; // ends with its session
        } finally {
            lock.unlock();
        }
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
        private final Queue<HypervisorEvent> queue = new ArrayDeque<>();
        private final ReentrantLock lock = new ReentrantLock();
        private long dropped;
        private boolean draining;
        private boolean ended;

        Listener(Consumer<? super HypervisorEvent> consumer) {
            this.consumer = consumer;
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
