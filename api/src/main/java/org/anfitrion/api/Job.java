package org.anfitrion.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;

/**
 * A long operation that has begun. Thread-safe.
 *
 * <pre>{@code
 * Job<DomainStatus> job = web.shutdown();
 * DomainStatus last = job.await(Duration.ofSeconds(30));
 * }</pre>
 *
 * @param <T> what it results in
 */
public final class Job<T> {

    private final String operation;
    private final String target;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final Watch watch = new Watch();

    private Job(String operation, String target) {
        this.operation = operation;
        this.target = target;
    }

    /** Work that a job does: blocks, reports progress, and ends early once it is cancelled. */
    @FunctionalInterface
    interface Work<T> {
        T run(Progress progress);
    }

    static <T> Job<T> start(String operation, String target, Executor executor, Work<T> work) {
        Job<T> job = new Job<>(operation, target);
        executor.execute(() -> job.run(work));
        return job;
    }

    private void run(Work<T> work) {
        try {
            result.complete(work.run(watch));
        } catch (HypervisorException e) {
            result.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            // A fault of a driver must reach whoever waits, not die with the thread.
            result.completeExceptionally(new BackendFailureException(
                    Failure.to(operation, target).because(e.toString()).causedBy(e)));
        }
    }

    /**
     * Waits until the operation has ended, for as long as it takes.
     *
     * @return its result
     * @throws HypervisorException what made it fail
     * @throws OperationCancelledException if it was cancelled, or this thread was interrupted
     */
    public T await() {
        return await(Duration.ofDays(36_500));
    }

    /**
     * Waits until the operation has ended.
     *
     * @param timeout how long to wait at most
     * @return its result
     * @throws OperationTimeoutException if it goes on after that; it is not cancelled by this
     * @throws HypervisorException what made it fail
     * @throws OperationCancelledException if it was cancelled, or this thread was interrupted
     */
    public T await(Duration timeout) {
        Deadline deadline = Deadline.after(timeout);
        try {
            return result.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new OperationTimeoutException(
                    Failure.to(operation, target).because("it is not done after " + Words.of(timeout)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(Failure.to("wait for", operation + " of " + target)
                    .because("the waiting thread was interrupted; the operation goes on")
                    .causedBy(e));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HypervisorException failure) {
                throw failure;
            }
            throw new BackendFailureException(Failure.to(operation, target)
                    .because(String.valueOf(e.getMessage()))
                    .causedBy(e));
        }
    }

    /**
     * Tells whether the operation has ended, one way or another.
     *
     * @return true if waiting would not wait
     */
    public boolean isDone() {
        return result.isDone();
    }

    /**
     * Asks the operation to end early. It ends with {@link OperationCancelledException} unless it was done first; what it had
     * begun to make is removed.
     */
    public void cancel() {
        watch.cancel();
    }

    /**
     * Returns how far it is.
     *
     * @return the latest report
     */
    public JobProgress progress() {
        return watch.latest();
    }

    /**
     * Tells of each step from now on, on the thread that does the work: be quick.
     *
     * @param listener gets the reports
     * @return this job
     */
    public Job<T> onProgress(Consumer<? super JobProgress> listener) {
        watch.listeners.add(listener);
        return this;
    }

    /**
     * Returns the operation as a future. Cancelling that future does not cancel the operation.
     *
     * @return completed with the result or with what made it fail
     */
    public CompletableFuture<T> toCompletableFuture() {
        return result.copy();
    }

    @Override
    public String toString() {
        return operation + " of " + target + (isDone() ? " (done)" : "");
    }

    private static final class Watch implements Progress {

        private final long started = System.nanoTime();
        private final List<Consumer<? super JobProgress>> listeners = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Void> cancellation = new CompletableFuture<>();
        private volatile JobProgress last = new JobProgress(0, 0, WorkUnit.STEPS, Duration.ZERO);

        JobProgress latest() {
            return last;
        }

        void cancel() {
            cancellation.complete(null);
        }

        @Override
        public void report(long done, long total, WorkUnit unit) {
            JobProgress now = new JobProgress(done, total, unit, Duration.ofNanos(System.nanoTime() - started));
            last = now;
            for (Consumer<? super JobProgress> listener : listeners) {
                Listeners.call(listener, now);
            }
        }

        @Override
        public boolean cancelled() {
            return cancellation.isDone();
        }

        @Override
        public void onCancel(Runnable action) {
            var unused = cancellation.thenRun(action);
        }
    }
}
