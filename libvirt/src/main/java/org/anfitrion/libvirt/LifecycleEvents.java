package org.anfitrion.libvirt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.LifecycleListener;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.Registration;

/** libvirt's lifecycle events, handed on to any number of sinks. Thread-safe. */
final class LifecycleEvents implements EventFacet, LifecycleListener {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.guests");
    private static final int NOT_RUNNING = -1;

    private final Calls calls;
    private final Consoles consoles;
    private final StartedGuests guests;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    LifecycleEvents(Calls calls, Consoles consoles, StartedGuests guests) {
        this.calls = calls;
        this.consoles = consoles;
        this.guests = guests;
    }

    private final class Subscription implements Registration {

        private final EventSink sink;
        private volatile boolean closed;

        Subscription(EventSink sink) {
            this.sink = sink;
        }

        @Override
        public void close() {
            closed = true;
            subscriptions.remove(this);
        }
    }

    @Override
    public Registration subscribe(EventSink sink) {
        calls.checkOpen(new Attempt("subscribe to", "events", false));
        Subscription subscription = new Subscription(sink);
        subscriptions.add(subscription);
        return subscription;
    }

    @Override
    public void happened(UUID domain, String name, int event, int detail) {
        if (!Codes.knowsEvent(event)) {
            return;
        }
        Change change = Codes.change(event);
        if (change == Change.STOPPED && (consoles.knows(domain) || guests.knows(domain))) {
            Workers.run(() -> settle(domain, name));
        }
        DomainLifecycleEvent told = new DomainLifecycleEvent(
                Inventory.id(domain), name, change, Codes.detail(event, detail), Instant.now());
        for (Subscription subscription : subscriptions) {
            if (!subscription.closed) {
                subscription.sink.emit(told);
            }
        }
    }

    /** The event may be of a run before the one that is known by now; libvirt's number of the run tells. */
    private void settle(UUID domain, String name) {
        Attempt attempt = new Attempt("look up", "domain '" + name + "'", false);
        try {
            int number = calls.read(attempt, wire -> {
                try (DomainReference now = wire.lookUp(domain).orElse(null)) {
                    return now == null ? NOT_RUNNING : wire.library().virDomainGetID(now.pointer());
                }
            });
            consoles.stoppedUnless(domain, number);
            guests.stoppedUnless(domain, number);
        } catch (HypervisorException e) {
            LOG.log(Level.DEBUG, "a stop was not looked after", e); // the session ended, and all that with it
        }
    }

    /** The wire broke. */
    void broken(ConnectionLostException why) {
        for (Subscription subscription : subscriptions) {
            if (!subscription.closed) {
                subscription.sink.broken(why);
            }
        }
        close();
    }

    void close() {
        subscriptions.forEach(Subscription::close);
    }
}
