package org.anfitrion.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;

/**
 * The way from handles to a session: holds the present one, opens the next when the wire broke, retries what may be
 * retried, and keeps native calls off virtual threads.
 */
final class Link {

    private static final Logger LOG = System.getLogger("org.anfitrion.connection");
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final HypervisorDriver driver;
    private final HypervisorUri uri;
    private final ConnectOptions options;
    private final ReentrantLock opening = new ReentrantLock();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Held held;
    private volatile Consumer<Reopened> onReopen = reopened -> {};

    /** The wire broke and there is a new session. */
    record Reopened(Session session, ConnectionLostException why) {}

    private Link(HypervisorDriver driver, HypervisorUri uri, ConnectOptions options, Session session) {
        this.driver = driver;
        this.uri = uri;
        this.options = options;
        this.held = new Held(session);
    }

    static Link open(HypervisorDriver driver, HypervisorUri uri, ConnectOptions options) {
        CallTimer timer = CallTimer.begin(options, "hypervisor.connect", false, driver, uri);
        Session session = timed(timer, () -> openSession(driver, uri, options, options.connectTimeout(), timer));
        return new Link(driver, uri, options, session);
    }

    /** Opens on a thread of its own, so that a backend that never answers does not hold the caller. */
    private static Session openSession(
            HypervisorDriver driver, HypervisorUri uri, ConnectOptions options, Duration timeout, CallTimer timer) {
        timer.attempt();
        OpenContext context = new OpenContext(
                Deadline.after(timeout),
                options.isReadOnly(),
                options.credentials(),
                options.guestsOnClose(),
                options.consoleBuffer());
        CompletableFuture<Session> opened =
                CompletableFuture.supplyAsync(() -> driver.open(uri, context), Threads.PLATFORM);
        boolean inTime = false;
        try {
            Session session = opened.get(context.deadline().remainingNanos(), TimeUnit.NANOSECONDS);
            inTime = true;
            return session;
        } catch (TimeoutException e) {
            throw new OperationTimeoutException(
                    Failure.to("connect to", uri.toString()).because("no answer within " + Words.of(timeout)));
        } catch (InterruptedException e) {
            throw interrupted("connect to", uri.toString(), e, false);
        } catch (ExecutionException e) {
            throw unwrapped("connect to", uri.toString(), e);
        } finally {
            if (!inTime) {
                var unused = opened.thenAccept(Session::close); // it came too late; nobody else has it
            }
        }
    }

    HypervisorDriver driver() {
        return driver;
    }

    HypervisorUri uri() {
        return uri;
    }

    boolean isClosed() {
        return closing.getCount() == 0;
    }

    private Held enter() {
        while (true) {
            if (isClosed()) {
                throw closedFailure();
            }
            Held present = held;
            if (present.enter()) {
                return present;
            }
        }
    }

    private InvalidStateException closedFailure() {
        return new InvalidStateException(
                Failure.to("use", uri.toString()).because("the connection was closed by this program"));
    }

    void onReopen(Consumer<Reopened> listener) {
        onReopen = listener;
    }

    /** Looks something up: over a new session if the wire broke. The operation's name is a constant such as "domains.list". */
    <T> T read(String operation, Function<Session, T> call) {
        CallTimer timer = CallTimer.begin(options, operation, false, driver, uri);
        return timed(timer, () -> readNow(call, timer));
    }

    /** Changes something: never twice. If the wire broke, the next call finds a new session. */
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
        timer.attempt();
        Held used = enter();
        try {
            return onPlatformThread(call, used.session, false);
        } catch (ConnectionLostException lost) {
            if (options.reconnectTimeout().isZero()) {
                throw lost;
            }
            reopen(used.session, lost);
        } finally {
            used.leave();
        }
        timer.attempt();
        Held fresh = enter();
        try {
            return onPlatformThread(call, fresh.session, false);
        } finally {
            fresh.leave();
        }
    }

    private <T> T changeNow(Function<Session, T> call, CallTimer timer) {
        timer.attempt();
        Held used = enter();
        try {
            return onPlatformThread(call, used.session, true);
        } catch (ConnectionLostException lost) {
            reopenLater(used.session, lost);
            throw lost;
        } finally {
            used.leave();
        }
    }

    void reopenLater(Session broken, ConnectionLostException why) {
        if (isClosed() || options.reconnectTimeout().isZero()) {
            return;
        }
        Threads.PLATFORM.execute(() -> {
            try {
                reopen(broken, why);
            } catch (HypervisorException e) {
                LOG.log(Level.WARNING, () -> "could not connect to " + uri + " again; the next call will try", e);
            }
        });
    }

    private void reopen(Session broken, ConnectionLostException why) {
        CallTimer timer = CallTimer.begin(options, "hypervisor.reconnect", false, driver, uri);
        timed(timer, () -> replace(broken, why, timer)).ifPresent(fresh -> {
            LOG.log(
                    Level.INFO,
                    () -> "connected to " + uri + " again: " + why.failure().reason());
            onReopen.accept(new Reopened(fresh, why));
        });
    }

    /** Gives the new session to the one caller who opened it: the others find it in place. */
    private Optional<Session> replace(Session broken, ConnectionLostException why, CallTimer timer) {
        opening.lock();
        try {
            Held old = held;
            if (old.session != broken) {
                return Optional.empty(); // somebody else did
            }
            if (isClosed()) {
                throw closedFailure();
            }
            Session fresh = openAgain(why, timer);
            held = new Held(fresh);
            old.retire();
            if (isClosed()) {
                fresh.close(); // close() may have seen only the old one
                throw closedFailure();
            }
            return Optional.of(fresh);
        } finally {
            opening.unlock();
        }
    }

    private Session openAgain(ConnectionLostException why, CallTimer timer) {
        Deadline deadline = Deadline.after(options.reconnectTimeout());
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return openSession(driver, uri, options, options.connectTimeout(), timer);
            } catch (ConnectionLostException | OperationTimeoutException e) {
                if (deadline.remaining().compareTo(pause) <= 0) {
                    e.addSuppressed(why);
                    throw e;
                }
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private void pause(Duration duration) {
        try {
            if (closing.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw closedFailure();
            }
        } catch (InterruptedException e) {
            throw interrupted("connect to", uri.toString(), e, false);
        }
    }

    private <T> T onPlatformThread(Function<Session, T> call, Session used, boolean changes) {
        if (!Threads.currentIsVirtual()) {
            return call.apply(used);
        }
        Future<T> result = Threads.PLATFORM.submit(() -> call.apply(used));
        try {
            return result.get();
        } catch (InterruptedException e) {
            throw interrupted("use", uri.toString(), e, changes);
        } catch (ExecutionException e) {
            throw unwrapped("use", uri.toString(), e);
        }
    }

    private static OperationCancelledException interrupted(
            String operation, String target, InterruptedException cause, boolean outcomeUnknown) {
        Thread.currentThread().interrupt();
        Failure failure = Failure.to(operation, target)
                .because("the thread was interrupted while it waited")
                .causedBy(cause);
        return new OperationCancelledException(outcomeUnknown ? failure.withOutcomeUnknown() : failure);
    }

    private static RuntimeException unwrapped(String operation, String target, ExecutionException e) {
        if (e.getCause() instanceof HypervisorException failure) {
            return failure;
        }
        return new BackendFailureException(Failure.to(operation, target)
                .because(String.valueOf(e.getCause()))
                .causedBy(e));
    }

    void close() {
        closing.countDown();
        held.session.close();
    }

    /** A session and who uses it: one that broke is closed when its last caller has learned of it, not under him. */
    private static final class Held {

        private final Session session;
        private int callers;
        private boolean retired;

        Held(Session session) {
            this.session = session;
        }

        synchronized boolean enter() {
            if (!retired) {
                callers++;
            }
            return !retired;
        }

        void leave() {
            if (lastOut(1)) {
                session.close();
            }
        }

        void retire() {
            synchronized (this) {
                retired = true;
            }
            if (lastOut(0)) {
                session.close();
            }
        }

        private synchronized boolean lastOut(int leaving) {
            callers -= leaving;
            return retired && callers == 0;
        }
    }
}
