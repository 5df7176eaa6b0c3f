package org.anfitrion.libvirt;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.event.DomainRebootEvent;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.EventKind;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.libvirt.wire.WireEvent;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.Registration;
import org.jspecify.annotations.Nullable;

/**
 * libvirt's events, handed on to any number of sinks in the order in which they come. Lifecycle events are always heard,
 * because consoles and the guests' end depend on them; each other kind is one round trip to ask for, so the first sink
 * asks. Thread-safe.
 */
final class Events implements EventFacet {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.guests");
    private static final int NOT_RUNNING = -1;

    private final Calls calls;
    private final Consoles consoles;
    private final StartedGuests guests;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final ReentrantLock asking = new ReentrantLock();
    private @Nullable BiConsumer<UUID, String> restarted;
    private boolean asked;
    /** Whether a restart is told as a stop, once the next run goes on. */
    private final boolean restartsAsAnother;

    Events(Calls calls, Consoles consoles, StartedGuests guests, boolean restartsAsAnother) {
        this.restartsAsAnother = restartsAsAnother;
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

    /** Asks for lifecycle events, before anybody uses the session; false if there are none. */
    boolean hears(WireConnection wire) {
        return wire.listen(EventKind.LIFECYCLE, this::happened);
    }

    /**
     * Asks for restarts too, for a backend whose domains become other processes then.
     *
     * @param what is done about it, not on the event thread
     */
    void onRestart(WireConnection wire, BiConsumer<UUID, String> what) {
        restarted = what;
        wire.listen(EventKind.REBOOT, this::happened);
    }

    @Override
    public Registration subscribe(EventSink sink) {
        Attempt attempt = new Attempt("subscribe to", "events", false);
        calls.checkOpen(attempt);
        askForAll(attempt);
        Subscription subscription = new Subscription(sink);
        subscriptions.add(subscription);
        try {
            calls.checkOpen(attempt); // or it would wait for ever, if the wire broke while it was asked
        } catch (HypervisorException e) {
            subscription.close();
            throw e;
        }
        return subscription;
    }

    /** Who subscribes meanwhile waits: what is subscribed to is heard from then on. */
    private void askForAll(Attempt attempt) {
        asking.lock();
        try {
            if (!asked) {
                asked = calls.read(attempt, this::ask);
            }
        } finally {
            asking.unlock();
        }
    }

    /** A kind that this backend does not have is no fault: it never happens there. */
    private boolean ask(WireConnection wire) {
        Set<EventKind> kinds = EnumSet.allOf(EventKind.class);
        kinds.remove(EventKind.LIFECYCLE);
        // The later forms of these say more of the same; only a libvirt without them is asked for the first.
        kinds.remove(EventKind.IO_ERROR);
        kinds.remove(EventKind.BLOCK_JOB);
        if (restarted != null) {
            kinds.remove(EventKind.REBOOT);
        }
        for (EventKind kind : kinds) {
            boolean has = wire.listen(kind, this::happened);
            if (!has && kind == EventKind.IO_ERROR_REASON) {
                wire.listen(EventKind.IO_ERROR, this::happened);
            } else if (!has && kind == EventKind.BLOCK_JOB_2) {
                wire.listen(EventKind.BLOCK_JOB, this::happened);
            }
        }
        return true;
    }

    /** On the event thread. */
    private void happened(WireEvent event) {
        Optional<HypervisorEvent> told = EventTranslation.say(event);
        if (told.isEmpty()) {
            return;
        }
        if (told.get() instanceof DomainLifecycleEvent life
                && life.change() == Change.STOPPED
                && (consoles.knows(event.uuid()) || guests.knows(event.uuid()))) {
            Workers.run(() -> settle(event.uuid(), event.name()));
        }
        BiConsumer<UUID, String> follow = restarted;
        if (told.get() instanceof DomainRebootEvent && follow != null) {
            Workers.run(() -> follow.accept(event.uuid(), event.name()));
        }
        if (told.get() instanceof DomainLifecycleEvent life && life.detail().equals("renamed")) {
            Workers.run(() -> forget(event.uuid(), event.name()));
        }
        for (Subscription subscription : subscriptions) {
            if (!subscription.closed) {
                subscription.sink.emit(told.get());
            }
        }
    }

    /** A reference keeps the name that it was made with. */
    private void forget(UUID domain, String name) {
        Attempt attempt = new Attempt("look up", "domain '" + name + "'", false);
        try {
            calls.read(attempt, wire -> {
                wire.forget(domain);
                return true;
            });
        } catch (HypervisorException e) {
            LOG.log(Level.DEBUG, "a renamed domain was not looked after", e); // the session ended
        }
    }

    /** The event may be of a run before the one that is known by now; libvirt's number of the run tells. */
    private void settle(UUID domain, String name) {
        Attempt attempt = new Attempt("look up", "domain '" + name + "'", false);
        try {
            int number = calls.read(attempt, wire -> {
                try (DomainReference now = wire.lookUp(domain).orElse(null)) {
                    if (now == null) {
                        return NOT_RUNNING;
                    }
                    int run = wire.library().virDomainGetID(now.pointer());
                    if (run != NOT_RUNNING && restartsAsAnother) {
                        consoles.continueRun(wire, now, attempt);
                    }
                    return run;
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
