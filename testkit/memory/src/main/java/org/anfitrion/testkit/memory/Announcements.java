package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.EventsLost;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.Registration;
import org.jspecify.annotations.Nullable;

/**
 * Tells sinks what happens. Whoever changes something says so under the host's lock, so that the order is that of the changes;
 * the sinks are called in the clock's turn, one call at a time, without that lock. Thread-safe.
 */
final class Announcements {

    private static final System.Logger LOG = System.getLogger("org.anfitrion.memory");

    private final GuestClock clock;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    Announcements(GuestClock clock) {
        this.clock = clock;
    }

    Registration subscribe(EventSink sink, MemorySession session) {
        Subscriber subscriber = new Subscriber(sink, session);
        subscribers.add(subscriber);
        return subscriber;
    }

    void tell(MemoryDomain domain, DomainLifecycleEvent.Change change, String detail) {
        if (!subscribers.isEmpty()) {
            DomainLifecycleEvent event = new DomainLifecycleEvent(domain.id, domain.name, change, detail, clock.now());
            toAll(sink -> sink.emit(event));
        }
    }

    void announce(HypervisorEvent event) {
        if (event instanceof EventsLost lost) {
            lost(lost.count(), lost.reason());
        } else if (!subscribers.isEmpty()) {
            toAll(sink -> sink.emit(event));
        }
    }

    Instant now() {
        return clock.now();
    }

    void lost(OptionalLong count, String why) {
        toAll(sink -> sink.lost(count, why));
    }

    private void toAll(Consumer<EventSink> message) {
        List<Subscriber> audience = List.copyOf(subscribers);
        clock.schedule(Duration.ZERO, () -> audience.forEach(subscriber -> subscriber.call(message)));
    }

    /** Ends what a session subscribed to; says why, after everything that happened before, if the session broke. */
    void end(MemorySession session, @Nullable HypervisorException why) {
        for (Subscriber subscriber : List.copyOf(subscribers)) {
            if (subscriber.session == session) {
                subscribers.remove(subscriber);
                if (why == null) {
                    subscriber.close();
                } else {
                    clock.schedule(Duration.ZERO, () -> {
                        subscriber.call(sink -> sink.broken(why));
                        subscriber.close();
                    });
                }
            }
        }
    }

    private final class Subscriber implements Registration {

        private final EventSink sink;
        private final MemorySession session;
        private volatile boolean closed;

        Subscriber(EventSink sink, MemorySession session) {
            this.sink = sink;
            this.session = session;
        }

        void call(Consumer<EventSink> message) {
            if (closed) {
                return;
            }
            try {
                message.accept(sink);
            } catch (RuntimeException | AssertionError e) {
                // A sink must not throw; the others, and the caller whose change this tells, are not to pay for it.
                LOG.log(System.Logger.Level.WARNING, "an event sink failed; the others go on", e);
            }
        }

        @Override
        public void close() {
            closed = true;
            subscribers.remove(this);
        }
    }
}
