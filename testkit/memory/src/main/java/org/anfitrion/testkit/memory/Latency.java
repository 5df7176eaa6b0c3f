package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.unit.WorkUnit;

/** Lets calls of one session wait, until something says that they need not. Thread-safe. */
final class Latency {

    /** In how many pieces a wait tells its progress. */
    private static final int PIECES = 10;

    private final GuestClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    Latency(GuestClock clock) {
        this.clock = clock;
    }

    /** Wakes all that wait, to look whether they still have to. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits.
     *
     * @param wait how long
     * @param call who waits
     * @param alive throws if the session has ended
     */
    void await(Duration wait, Call call, Runnable alive) {
        if (wait.isZero()) {
            return;
        }
        if (call.progress() != null) {
            call.progress().onCancel(this::wake);
        }
        for (int piece = 0; piece < PIECES; piece++) {
            report(call, piece);
            awaitPiece(wait.dividedBy(PIECES), call, alive);
        }
        report(call, PIECES);
    }

    private static void report(Call call, int piece) {
        if (call.progress() != null) {
            call.progress().report(piece * 100L / PIECES, 100, WorkUnit.PERCENT);
        }
    }

    private void awaitPiece(Duration wait, Call call, Runnable alive) {
        End end = new End(wait);
        lock.lock();
        try {
            while (!end.reached()) {
                alive.run();
                if (call.isCancelled()) {
                    throw new OperationCancelledException(call.failure("it was cancelled while it waited"));
                }
                if (call.isLate()) {
                    throw new OperationTimeoutException(call.failure("its deadline passed while it waited"));
                }
                long deadline = call.deadline() == null
                        ? Long.MAX_VALUE
                        : call.deadline().remainingNanos();
                changed.await(Math.min(end.remainingNanos(), deadline), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(
                    call.failure("the thread was interrupted while it waited").causedBy(e));
        } finally {
            lock.unlock();
        }
    }

    /** The end of a wait: by a manual clock when that gets there, else in real time. */
    private final class End {

        private final long realEnd;
        private volatile boolean told;

        End(Duration wait) {
            Duration bounded = wait.compareTo(Duration.ofDays(36_500)) > 0 ? Duration.ofDays(36_500) : wait;
            realEnd = System.nanoTime() + bounded.toNanos();
            if (clock.isManual()) {
                clock.schedule(wait, () -> {
                    told = true;
                    wake();
                });
            }
        }

        boolean reached() {
            return clock.isManual() ? told : realEnd - System.nanoTime() <= 0;
        }

        long remainingNanos() {
            return clock.isManual() ? Long.MAX_VALUE : realEnd - System.nanoTime();
        }
    }
}
