package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A call on a thread of its own, so that a driver that hangs fails a test and does not hang it. */
final class Background<T> {

    private final String what;
    private final FutureTask<T> task;
    private final Thread thread;

    private Background(String what, Callable<T> work) {
        this.what = what;
        task = new FutureTask<>(work);
        thread = new Thread(task, "contract: " + what);
        thread.setDaemon(true);
    }

    static <T> Background<T> start(String what, Callable<T> work) {
        Background<T> background = new Background<>(what, work);
        background.thread.start();
        return background;
    }

    static Background<Boolean> start(String what, Runnable work) {
        return start(what, () -> {
            work.run();
            return true;
        });
    }

    boolean isDone() {
        return task.isDone();
    }

    /** Waits for the result; what the call threw comes out as it is. */
    T result(Duration within) throws Throwable {
        try {
            return task.get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw Objects.requireNonNullElse(e.getCause(), e);
        } catch (TimeoutException e) {
            throw hangs(within, e);
        }
    }

    /** Waits for the call to end, and returns what it threw; fails if it threw nothing. */
    Throwable failure(Duration within) throws InterruptedException {
        try {
            T result = task.get(within.toNanos(), TimeUnit.NANOSECONDS);
            throw new AssertionError(what + " did not fail, it returned " + result);
        } catch (ExecutionException e) {
            return Objects.requireNonNullElse(e.getCause(), e);
        } catch (TimeoutException e) {
            throw hangs(within, e);
        }
    }

    private AssertionError hangs(Duration within, TimeoutException cause) {
        AssertionError hangs = new AssertionError(what + " did not end within " + within, cause);
        AssertionError where = new AssertionError("where it hangs");
        where.setStackTrace(thread.getStackTrace());
        hangs.addSuppressed(where);
        thread.interrupt();
        return hangs;
    }
}
