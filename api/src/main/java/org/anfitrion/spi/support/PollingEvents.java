package org.anfitrion.spi.support;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.spi.EventFacet;
import org.anfitrion.spi.EventSink;
import org.anfitrion.spi.Registration;
import org.jspecify.annotations.Nullable;

/**
 * Lifecycle events for a backend that tells none: looks at the list of domains again and again, and tells what must have
 * happened since the last look. What began and ended between two looks is not seen, so a driver calls {@link #lookNow} after
 * each of its own operations; others' are found at the next look.
 *
 * <pre>{@code
 * private final PollingEvents events = new PollingEvents(() -> list(DomainFilter.all(), PollingEvents.FIELDS));
 * }</pre>
 *
 * <p>It looks only while somebody listens, on one daemon thread. The session that has it answers {@code support} of {@link
 * org.anfitrion.api.host.Feature#PUSH_EVENTS} with no, and closes it. A look that fails is told as {@linkplain EventSink#lost
 * lost events} once, and tried again, after ever longer pauses; one that fails with {@link ConnectionLostException} {@linkplain
 * EventSink#broken breaks} the registrations.
 *
 * <p>Thread-safe. A look is taken under a lock, so that pictures are compared in the order in which they were taken; closing does
 * not wait for it.
 */
public final class PollingEvents implements EventFacet, AutoCloseable {

    /** What the rows of a picture have to have. */
    public static final Set<DomainField> FIELDS = Set.of(DomainField.STATUS, DomainField.PERSISTENCE);

    private static final Logger LOG = System.getLogger("org.anfitrion.events");
    private static final Duration USUAL_INTERVAL = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 5;

    private final Supplier<List<DomainInfo>> look;
    private final Duration interval;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Held while a picture is taken and compared. */
    private final ReentrantLock looking = new ReentrantLock();

    private final AtomicLong looksBegun = new AtomicLong();
    private DomainPicture last = DomainPicture.EMPTY;
    private final AtomicInteger failures = new AtomicInteger();

    /** Guards the thread's coming and going; never held over a look. */
    private final ReentrantLock pacing = new ReentrantLock();

    private final Condition changed = pacing.newCondition();
    private @Nullable Thread thread;
    private volatile boolean closed;

    /**
     * Creates a source that looks every second.
     *
     * @param look lists all domains, with the fields {@link #FIELDS} at least; called by one thread at a time
     */
    public PollingEvents(Supplier<List<DomainInfo>> look) {
        this(look, USUAL_INTERVAL);
    }

    /**
     * Creates a source.
     *
     * @param look lists all domains, with the fields {@link #FIELDS} at least; called by one thread at a time
     * @param interval how long to wait between two looks; events come at most so much too late
     */
    public PollingEvents(Supplier<List<DomainInfo>> look, Duration interval) {
        this.look = Objects.requireNonNull(look, "look");
        this.interval = Objects.requireNonNull(interval, "interval");
    }

    /**
     * Registers a sink: it is told what happens from now on.
     *
     * @param sink where events go
     * @return the registration
     * @throws InvalidStateException if this source was closed
     * @throws HypervisorException if the domains cannot be listed
     */
    @Override
    public Registration subscribe(EventSink sink) {
        Listener listener = new Listener(sink);
        looking.lock();
        try {
            requireOpen();
            DomainPicture now = picture();
            compareWith(now);
            listeners.add(listener);
        } finally {
            looking.unlock();
        }
        keepLooking();
        return listener;
    }

    /**
     * Looks now and tells what has happened; returns when it is told. For drivers, after each operation of theirs: does nothing
     * if nobody listens, and never throws, since the operation has succeeded.
     */
    public void lookNow() {
        long begunBefore = looksBegun.get();
        if (closed || listeners.isEmpty() || looking.isHeldByCurrentThread()) {
            return;
        }
        looking.lock();
        try {
            // One look serves everybody who came before it began.
            if (looksBegun.get() == begunBefore) {
                lookAgain();
            }
        } finally {
            looking.unlock();
        }
    }

    /** Ends all registrations and the thread. May be called twice, from any thread. */
    @Override
    public void close() {
        pacing.lock();
        try {
            closed = true;
            listeners.forEach(listener -> listener.open = false);
            listeners.clear();
            changed.signalAll();
            if (thread != null) {
                thread.interrupt(); // it may wait for the backend
            }
        } finally {
            pacing.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new InvalidStateException(
                    Failure.to("listen to", "domain events").because("the session is closed"));
        }
    }

    private DomainPicture picture() {
        looksBegun.incrementAndGet();
        return DomainPicture.of(look.get());
    }

    /** Looks and tells, whatever comes of it. Under the lock. */
    private void lookAgain() {
        try {
            compareWith(picture());
            failures.set(0);
        } catch (ConnectionLostException e) {
            breakOff(e);
        } catch (HypervisorException e) {
            if (!closed && failures.getAndIncrement() == 0) {
                LOG.log(Level.WARNING, "cannot look for events; trying again", e);
                tell(sink -> sink.lost(OptionalLong.empty(), e.failure().toString()));
            }
        } catch (RuntimeException e) {
            // A fault of the driver's: it would end all events without a word.
            breakOff(new BackendFailureException(
                    Failure.to("list", "domains").because(e.toString()).causedBy(e)));
        }
    }

    private void compareWith(DomainPicture now) {
        for (DomainLifecycleEvent event : now.since(last)) {
            tell(sink -> sink.emit(event));
        }
        last = now;
    }

    private void tell(Consumer<EventSink> message) {
        listeners.forEach(listener -> listener.tell(message));
    }

    private void breakOff(HypervisorException why) {
        if (!closed) {
            tell(sink -> sink.broken(why));
        }
        listeners.forEach(Listener::close);
    }

    private void keepLooking() {
        pacing.lock();
        try {
            if (thread == null && !closed) {
                thread = new Thread(this::lookOnAndOn, "anfitrion-polling-events");
                thread.setDaemon(true);
                thread.start();
            }
        } finally {
            pacing.unlock();
        }
    }

    private void lookOnAndOn() {
        while (isTimeToLook()) {
            looking.lock();
            try {
                if (!listeners.isEmpty()) {
                    lookAgain();
                }
            } finally {
                looking.unlock();
            }
        }
    }

    /** Waits for the next look; tells whether there is to be one. */
    private boolean isTimeToLook() {
        pacing.lock();
        try {
            long left = interval.multipliedBy(1L << Math.min(failures.get(), MOST_DOUBLINGS))
                    .toNanos();
            while (left > 0 && !closed && !listeners.isEmpty()) {
                left = changed.awaitNanos(left);
            }
            if (closed || listeners.isEmpty()) {
                thread = null;
                return false;
            }
            return true;
        } catch (InterruptedException e) {
            thread = null; // only close() interrupts
            return false;
        } finally {
            pacing.unlock();
        }
    }

    private final class Listener implements Registration {

        private final EventSink sink;
        private volatile boolean open = true;

        Listener(EventSink sink) {
            this.sink = Objects.requireNonNull(sink, "sink");
        }

        void tell(Consumer<EventSink> message) {
            if (!open) {
                return;
            }
            try {
                message.accept(sink);
            } catch (RuntimeException e) {
                // A sink must not throw; the others are not to pay for it.
                LOG.log(Level.WARNING, "an event sink failed; the others go on", e);
            }
        }

        @Override
        public void close() {
            open = false;
            listeners.remove(this);
            pacing.lock();
            try {
                changed.signalAll();
            } finally {
                pacing.unlock();
            }
        }
    }
}
