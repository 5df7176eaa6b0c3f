package org.anfitrion.api;

import com.google.common.base.Throwables;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.Session;
import org.jspecify.annotations.Nullable;

/**
 * The way from handles to a session: holds the present one, opens the next when the wire broke, retries what may be
 * retried, and keeps native calls off virtual threads.
 */
final class Link {

    private static final Logger LOG = System.getLogger("org.anfitrion.connection");

    private final HypervisorDriver driver;
    private final HypervisorUri uri;
    private final ConnectOptions options;
    private final SessionOpener opener;
    private final ReentrantLock opening = new ReentrantLock();
    private final Set<HeldSession> replaced = ConcurrentHashMap.newKeySet();
    private volatile HeldSession held;
    private volatile @Nullable Follower follower;

    /** Goes with the connection from one session to the next. */
    interface Follower {

        /** The wire broke and there is a new session. */
        void reopened(Session fresh, ConnectionLostException why);

        /** There is none, for now, and only the next call will try again. */
        void abandoned(HypervisorException why);

        /** Tells whether a new session is needed though nobody calls. */
        boolean isWaiting();
    }

    private Link(
            HypervisorDriver driver, HypervisorUri uri, ConnectOptions options, SessionOpener opener, Session session) {
        this.driver = driver;
        this.uri = uri;
        this.options = options;
        this.opener = opener;
        this.held = new HeldSession(session);
    }

    static Link open(HypervisorDriver driver, HypervisorUri uri, ConnectOptions options) {
        SessionOpener opener = new SessionOpener(driver, uri, options);
        CallTimer timer = CallTimer.begin(options, "hypervisor.connect", false, driver, uri);
        return new Link(driver, uri, options, opener, timed(timer, () -> opener.open(timer)));
    }

    HypervisorDriver driver() {
        return driver;
    }

    HypervisorUri uri() {
        return uri;
    }

    boolean isClosed() {
        return opener.isClosed();
    }

    InvalidStateException closedFailure() {
        return opener.closedFailure();
    }

    /** Tells whether this is the session that calls go to now. */
    boolean uses(Session session) {
        return held.session() == session;
    }

    void followedBy(Follower one) {
        follower = one;
    }

    /** Looks something up: over new sessions if the wire breaks. The operation is a constant such as "domains.list". */
    <T> T read(String operation, Function<Session, T> call) {
        CallTimer timer = CallTimer.begin(options, operation, false, driver, uri);
        return timed(timer, () -> readNow(call, timer));
    }

    /** Changes something: never twice. The operation is a constant such as "domain.start". */
    <T> T change(String operation, Function<Session, T> call) {
        CallTimer timer = CallTimer.begin(options, operation, true, driver, uri);
        return timed(timer, () -> changeNow(call, timer));
    }

    private static <T> T timed(CallTimer timer, Supplier<T> call) {
        T result;
        try {
            result = call.get();
        } catch (RuntimeException | Error e) { // counted, and passed on
            timer.failed(e);
            throw e;
        }
        timer.succeeded();
        return result;
    }

    private <T> T readNow(Function<Session, T> call, CallTimer timer) {
        Deadline deadline = null;
        while (true) {
            timer.attempt();
            HeldSession used = enter();
            try {
                ConnectionLostException known = used.broken();
                if (known != null && mayReopen()) {
                    throw known;
                }
                return onPlatformThread(call, used, false);
            } catch (ConnectionLostException lost) {
                if (deadline == null) {
                    deadline = Deadline.after(options.reconnectTimeout());
                }
                if (deadline.hasPassed()) {
                    throw lost;
                }
                reopen(used, lost, deadline);
            } finally {
                used.leave();
            }
        }
    }

    private <T> T changeNow(Function<Session, T> call, CallTimer timer) {
        timer.attempt();
        HeldSession used = enterUnbroken();
        try {
            return onPlatformThread(call, used, true);
        } catch (ConnectionLostException lost) {
            reopenLater(used, lost);
            throw lost;
        } finally {
            used.leave();
        }
    }

    private HeldSession enter() {
        while (true) {
            if (isClosed()) {
                throw closedFailure();
            }
            HeldSession present = held;
            if (present.enter()) {
                return present;
            }
        }
    }

    /** A change is not sent where it is known that it cannot arrive: it waits for the new session instead. */
    private HeldSession enterUnbroken() {
        HeldSession used = enter();
        ConnectionLostException broken = used.broken();
        if (broken == null || !mayReopen()) {
            return used;
        }
        try {
            reopen(used, broken, Deadline.after(options.reconnectTimeout()));
        } finally {
            used.leave();
        }
        return enter();
    }

    private boolean mayReopen() {
        return !options.reconnectTimeout().isZero();
    }

    /** A session's events say that its wire broke, though no call has noticed yet. */
    /** Lends the session to a call of another connection, which finds out whose wire it was if one breaks. */
    <T> T lend(Function<Session, T> call) {
        HeldSession lent = enterUnbroken();
        try {
            return call.apply(lent.session());
        } finally {
            lent.leave();
        }
    }

    void reopenLater(Session broken, ConnectionLostException why) {
        HeldSession present = held;
        if (present.session() == broken) {
            reopenLater(present, why);
        }
    }

    private void reopenLater(HeldSession broken, ConnectionLostException why) {
        broken.breakOff(why);
        if (isClosed() || !mayReopen() || !broken.beginReopeningLater()) {
            return;
        }
        Threads.PLATFORM.execute(() -> {
            try {
                while (!reopened(broken, why)) {
                    opener.rest();
                }
            } catch (HypervisorException e) {
                if (!isClosed()) {
                    LOG.log(Level.WARNING, () -> "could not connect to " + uri + " again; the next call will try", e);
                    tellFollower(present -> present.abandoned(e));
                }
            } finally {
                broken.endReopeningLater();
            }
        });
    }

    /** Tries in the background; where somebody waits for events, for as long as nobody answers. */
    private boolean reopened(HeldSession broken, ConnectionLostException why) {
        try {
            reopen(broken, why, Deadline.after(options.reconnectTimeout()));
            return true;
        } catch (ConnectionLostException | OperationTimeoutException e) {
            Follower waiting = follower;
            if (waiting == null || !waiting.isWaiting()) {
                throw e;
            }
            LOG.log(Level.DEBUG, () -> "could not connect to " + uri + " yet", e);
            return false;
        }
    }

    /** On a thread of its own: it may wait for others, who may wait for this one. */
    private void tellFollower(Consumer<Follower> what) {
        Follower present = follower;
        if (present != null) {
            Threads.PLATFORM.execute(() -> what.accept(present));
        }
    }

    private void reopen(HeldSession broken, ConnectionLostException why, Deadline deadline) {
        broken.breakOff(why);
        CallTimer timer = CallTimer.begin(options, "hypervisor.reconnect", false, driver, uri);
        timed(timer, () -> replace(broken, why, deadline, timer)).ifPresent(fresh -> {
            LOG.log(
                    Level.INFO,
                    () -> "connected to " + uri + " again: " + why.failure().reason());
            tellFollower(present -> present.reopened(fresh, why));
        });
    }

    /** Gives the new session to the one caller who opened it: the others find it in place. */
    private Optional<Session> replace(
            HeldSession broken, ConnectionLostException why, Deadline deadline, CallTimer timer) {
        lockForOpening(why, deadline);
        try {
            if (held != broken) {
                return Optional.empty(); // somebody else did
            }
            if (isClosed()) {
                throw closedFailure();
            }
            Session fresh = opener.openAgain(broken, why, deadline, timer);
            held = new HeldSession(fresh);
            retire(broken);
            if (isClosed()) {
                held.close(); // close() may have seen only the old one
                throw closedFailure();
            }
            return Optional.of(fresh);
        } finally {
            opening.unlock();
        }
    }

    private void lockForOpening(ConnectionLostException why, Deadline deadline) {
        try {
            if (!opening.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
                throw why;
            }
        } catch (InterruptedException e) {
            throw Threads.interrupted(Failure.to("connect to", uri.toString()), e);
        }
    }

    private void retire(HeldSession old) {
        replaced.removeIf(HeldSession::isClosed);
        replaced.add(old);
        old.retire();
    }

    private <T> T onPlatformThread(Function<Session, T> call, HeldSession used, boolean changes) {
        T answer = Threads.currentIsVirtual() ? handedOver(call, used, changes) : call.apply(used.session());
        used.served();
        return answer;
    }

    private <T> T handedOver(Function<Session, T> call, HeldSession used, boolean changes) {
        Future<T> result = Threads.PLATFORM.submit(() -> call.apply(used.session()));
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(true);
            Failure failure = Failure.to("use", uri.toString());
            throw Threads.interrupted(changes ? failure.withOutcomeUnknown() : failure, e);
        } catch (ExecutionException e) {
            Throwables.throwIfUnchecked(Objects.requireNonNull(e.getCause()));
            throw new AssertionError(e); // calls throw nothing else
        }
    }

    /** From now on nothing is asked any more. */
    void refuse() {
        opener.close();
    }

    /** Ends everything, callers that wait included, even those that still wait in a session that was replaced. */
    void close() {
        opener.close();
        held.close();
        replaced.forEach(HeldSession::close);
    }
}
