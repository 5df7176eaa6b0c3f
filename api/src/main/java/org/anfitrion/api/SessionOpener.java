package org.anfitrion.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;

/** Opens sessions, patiently where the wire broke, until the program closes the connection. */
final class SessionOpener {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final HypervisorDriver driver;
    private final HypervisorUri uri;
    private final ConnectOptions options;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /** By these a backend that breaks every new session is asked ever more rarely; only one thread reopens at a time. */
    private Duration pause = Duration.ZERO;

    private long lastOpened = System.nanoTime() - LONGEST_PAUSE.toNanos();

    SessionOpener(HypervisorDriver driver, HypervisorUri uri, ConnectOptions options) {
        this.driver = driver;
        this.uri = uri;
        this.options = options;
    }

    Session open(CallTimer timer) {
        return open(options.connectTimeout(), timer);
    }

    /** Opens again, and again, until the deadline. */
    Session openAgain(HeldSession broken, ConnectionLostException why, Deadline deadline, CallTimer timer) {
        if (System.nanoTime() - lastOpened >= LONGEST_PAUSE.toNanos()) {
            pause = Duration.ZERO;
        } else {
            pause = broken.hasServed() ? FIRST_PAUSE : longer(pause);
        }
        while (true) {
            pause(shorter(pause, deadline.remaining()));
            if (deadline.hasPassed()) {
                throw why;
            }
            try {
                Session session = open(shorter(options.connectTimeout(), deadline.remaining()), timer);
                lastOpened = System.nanoTime();
                return session;
            } catch (ConnectionLostException | OperationTimeoutException e) {
                pause = longer(pause);
                if (deadline.remaining().compareTo(pause) <= 0) {
                    e.addSuppressed(why);
                    throw e;
                }
            }
        }
    }

    private static Duration longer(Duration pause) {
        return pause.isZero() ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Opens on a thread of its own, so that a backend that never answers does not hold the caller. */
    private Session open(Duration timeout, CallTimer timer) {
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
            CompletableFuture.anyOf(opened, closed).get(context.deadline().remainingNanos(), TimeUnit.NANOSECONDS);
            if (closed.isDone()) {
                throw closedFailure();
            }
            Session session = opened.join();
            inTime = true;
            return session;
        } catch (TimeoutException e) {
            throw new OperationTimeoutException(
                    Failure.to("connect to", uri.toString()).because("no answer within " + Words.of(timeout)));
        } catch (InterruptedException e) {
            throw Threads.interrupted(Failure.to("connect to", uri.toString()), e);
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            if (!inTime) {
                var unused = opened.thenAccept(Session::close); // it came too late; nobody else has it
            }
        }
    }

    private RuntimeException failure(ExecutionException e) {
        if (e.getCause() instanceof HypervisorException failure) {
            return failure;
        }
        return new BackendFailureException(Failure.to("connect to", uri.toString())
                .because(String.valueOf(e.getCause()))
                .causedBy(e));
    }

    /** Waits before a host that did not answer for long is asked again. */
    void rest() {
        pause(LONGEST_PAUSE);
    }

    private void pause(Duration duration) {
        try {
            closed.get(duration.toNanos(), TimeUnit.NANOSECONDS);
            throw closedFailure();
        } catch (TimeoutException e) {
            return; // the pause is over
        } catch (InterruptedException e) {
            throw Threads.interrupted(Failure.to("connect to", uri.toString()), e);
        } catch (ExecutionException e) {
            throw new AssertionError(e); // it is never completed so
        }
    }

    /** Opens no more, and ends all pauses. */
    void close() {
        closed.complete(null);
    }

    boolean isClosed() {
        return closed.isDone();
    }

    InvalidStateException closedFailure() {
        return new InvalidStateException(
                Failure.to("use", uri.toString()).because("the connection was closed by this program"));
    }
}
