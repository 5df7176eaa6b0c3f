package org.anfitrion.testkit.memory.handles;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.anfitrion.api.error.HypervisorException;

/** A thread that makes one call, to see how the call ends. */
final class Caller {

    private static final Set<Thread.State> WAITS = EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);
    private static final long ENOUGH = TimeUnit.SECONDS.toNanos(30);

    private final CompletableFuture<HypervisorException> failure = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean keptTheFlag;

    /** Makes the call on a platform thread. */
    static Caller of(Supplier<?> call) {
        return new Caller(call, Thread::new);
    }

    /** Makes the call on a thread of some other kind. */
    static Caller of(Supplier<?> call, Function<Runnable, Thread> threads) {
        return new Caller(call, threads);
    }

    private Caller(Supplier<?> call, Function<Runnable, Thread> threads) {
        thread = threads.apply(() -> {
            try {
                Object result = call.get();
                failure.completeExceptionally(new AssertionError("it did not fail but gave " + result));
            } catch (HypervisorException e) {
                keptTheFlag = Thread.currentThread().isInterrupted();
                failure.complete(e);
            } catch (RuntimeException | Error e) { // a failure of no known type fails the test
                failure.completeExceptionally(e);
            }
        });
        thread.start();
    }

    /** Returns when the call waits for something. */
    Caller untilItWaits() {
        long start = System.nanoTime();
        while (!WAITS.contains(thread.getState())) {
            assertTrue(!failure.isDone() && System.nanoTime() - start < ENOUGH, "the call waits");
            LockSupport.parkNanos(100_000);
        }
        return this;
    }

    Caller interrupt() {
        thread.interrupt();
        return this;
    }

    /** Returns what the call failed with, which it has to, soon. */
    HypervisorException failure() {
        try {
            return failure.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("the call ends with a typed error", e.getCause());
        } catch (TimeoutException e) {
            AssertionError hangs = new AssertionError("the call hangs");
            hangs.setStackTrace(thread.getStackTrace());
            throw hangs;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean keptTheFlag() {
        return keptTheFlag;
    }
}
