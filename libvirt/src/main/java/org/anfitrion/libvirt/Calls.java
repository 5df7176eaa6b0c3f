package org.anfitrion.libvirt;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.spi.Deadline;

/**
 * How a session calls libvirt: with a lease, within a deadline, until the session is closed or the wire breaks. A native
 * call cannot be interrupted, so a worker makes it and the caller may leave; the lease keeps everything valid until libvirt
 * returns. Thread-safe.
 */
final class Calls {

    /** What is done on the wire. */
    @FunctionalInterface
    interface Body<T> {
        T on(WireConnection wire);
    }

    /** A caller that waits; each is itself and no other. */
    private static final class Waiting<T> {
        private final Attempt attempt;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        /** Taken by the worker that sends, or by the caller that gives up before: then nothing is sent. */
        private final AtomicBoolean begun = new AtomicBoolean();

        Waiting(Attempt attempt) {
            this.attempt = attempt;
        }

        /** The caller does not wait any more. */
        Failure abandoned(Failure failure) {
            boolean sent = !begun.compareAndSet(false, true);
            return sent && attempt.changes() ? failure.withOutcomeUnknown() : failure;
        }
    }

    private static final Deadline WHENEVER = Deadline.after(java.time.Duration.ofDays(36_500));

    private final WireConnection wire;
    private final boolean readOnly;
    /** Whether the backend lives in this process and its reads never wait. */
    private final boolean direct;

    /**
     * A daemon takes five requests of a client at a time ({@code max_client_requests}) and reads nothing more until one is
     * done, so one is kept free for the sign of life.
     */
    private final Semaphore lines = new Semaphore(4, true);

    private final AtomicLong answers = new AtomicLong();
    private final Set<Waiting<?>> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicReference<ConnectionLostException> lost = new AtomicReference<>();
    private volatile Consumer<ConnectionLostException> onLost = why -> {};
    private volatile boolean closed;

    Calls(WireConnection wire, boolean readOnly, boolean direct) {
        this.wire = wire;
        this.readOnly = readOnly;
        this.direct = direct;
    }

    boolean readOnly() {
        return readOnly;
    }

    <T> T read(Attempt attempt, Body<T> body) {
        return direct ? now(attempt, body) : inTime(attempt, WHENEVER, body);
    }

    <T> T read(Attempt attempt, Deadline deadline, Body<T> body) {
        return inTime(attempt, deadline, body);
    }

    <T> T change(Attempt attempt, Body<T> body) {
        return change(attempt, WHENEVER, body);
    }

    <T> T change(Attempt attempt, Deadline deadline, Body<T> body) {
        checkWritable(attempt);
        return inTime(attempt, deadline, body);
    }

    /** Refuses before anything is sent, and before anything is asked. */
    void checkWritable(Attempt attempt) {
        checkOpen(attempt);
        if (readOnly) {
            throw new AccessDeniedException(attempt.failure().because("the connection was opened read-only"));
        }
    }

    void checkOpen(Attempt attempt) {
        if (closed) {
            throw closed(attempt);
        }
        ConnectionLostException why = lost.get();
        if (why != null) {
            throw again(attempt, why);
        }
    }

    private static InvalidStateException closed(Attempt attempt) {
        return new InvalidStateException(attempt.failure().because("the connection is closed"));
    }

    private static ConnectionLostException again(Attempt attempt, ConnectionLostException why) {
        Failure failure = attempt.failure().because(why.failure().reason()).causedBy(why);
        return new ConnectionLostException(
                why.nativeError().map(failure::saidBy).orElse(failure));
    }

    private <T> T now(Attempt attempt, Body<T> body) {
        checkOpen(attempt);
        try (WireConnection.Lease lease = wire.lease()) {
            T result = body.on(lease.connection());
            answers.incrementAndGet();
            return result;
        } catch (ConnectionLostException e) {
            lost(e);
            throw e;
        } catch (HypervisorException e) {
            answers.incrementAndGet(); // a refusal is an answer
            throw e;
        }
    }

    /** Grows whenever the other side answers. */
    long answers() {
        return answers.get();
    }

    /** A call that nobody waits for, beside all others. On the caller's thread. */
    <T> T aside(Attempt attempt, Body<T> body) {
        return now(attempt, body);
    }

    private <T> T inTime(Attempt attempt, Deadline deadline, Body<T> body) {
        return begun(attempt, body).await(deadline);
    }

    /** Begins a change; what it comes to is asked for later, or never. */
    <T> Pending<T> begin(Attempt attempt, Body<T> body) {
        checkWritable(attempt);
        return begun(attempt, body);
    }

    /** Begins a reading; what it comes to is asked for later, or never. */
    <T> Pending<T> beginRead(Attempt attempt, Body<T> body) {
        return begun(attempt, body);
    }

    private <T> Pending<T> begun(Attempt attempt, Body<T> body) {
        checkOpen(attempt);
        Waiting<T> caller = new Waiting<>(attempt);
        waiting.add(caller);
        Workers.run(() -> answer(caller, body));
        return new Pending<>(caller);
    }

    /** A call that is on its way. */
    final class Pending<T> {

        private final Waiting<T> caller;

        private Pending(Waiting<T> caller) {
            this.caller = caller;
        }

        boolean isDone() {
            return caller.answer.isDone();
        }

        T await() {
            return await(WHENEVER);
        }

        T await(Deadline deadline) {
            Attempt attempt = caller.attempt;
            try {
                if (!caller.answer.isDone()) {
                    checkOpen(attempt);
                }
                return caller.answer.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                throw new OperationTimeoutException(caller.abandoned(attempt.failure()
                        .because("the backend did not answer within " + deadline.allowed())
                        .causedBy(e)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new OperationCancelledException(caller.abandoned(attempt.failure()
                        .because("the thread was interrupted while it waited")
                        .causedBy(e)));
            } catch (ExecutionException e) {
                throw hereToo(Objects.requireNonNullElse(e.getCause(), e));
            } finally {
                waiting.remove(caller);
            }
        }
    }

    private <T> void answer(Waiting<T> caller, Body<T> body) {
        if (!direct) {
            lines.acquireUninterruptibly();
        }
        try {
            if (caller.begun.compareAndSet(false, true)) {
                caller.answer.complete(now(caller.attempt, body));
            }
        } catch (RuntimeException | Error e) {
            // The caller gets it; nobody is here to.
            caller.answer.completeExceptionally(e);
        } finally {
            waiting.remove(caller);
            if (!direct) {
                lines.release();
            }
        }
    }

    /** An exception from a worker, with the caller's frames below the worker's: both say where it came from. */
    static RuntimeException hereToo(Throwable thrown) {
        StackTraceElement[] there = thrown.getStackTrace();
        StackTraceElement[] here = new Throwable().getStackTrace();
        thrown.setStackTrace(Stream.of(there, here).flatMap(Stream::of).toArray(StackTraceElement[]::new));
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(thrown);
    }

    /** Says who is told when the wire breaks; at once if it has. */
    void onLost(Consumer<ConnectionLostException> listener) {
        onLost = listener;
        Optional.ofNullable(lost.get()).ifPresent(listener);
    }

    /**
     * The wire broke: every later call fails by it, and so do those that wait. What waits in libvirt stays there until the
     * other side answers or is gone for good.
     */
    void lost(ConnectionLostException why) {
        if (!closed && lost.compareAndSet(null, why)) {
            onLost.accept(why);
            waiting.forEach(caller -> {
                ConnectionLostException told = again(caller.attempt, why);
                caller.answer.completeExceptionally(new ConnectionLostException(caller.abandoned(told.failure())));
            });
        }
    }

    boolean isLost() {
        return lost.get() != null;
    }

    /** No call begins any more, and none waits any more. */
    void close() {
        closed = true;
        waiting.forEach(caller -> {
            Failure failure = caller.attempt.failure().because("the connection was closed meanwhile");
            caller.answer.completeExceptionally(new InvalidStateException(caller.abandoned(failure)));
        });
    }
}
