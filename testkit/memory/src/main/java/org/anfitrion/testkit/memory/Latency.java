package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
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
            awaitPiece(new End(wait.dividedBy(PIECES), clock.isManual()), call, alive);
        }
        report(call, PIECES);
    }

    /**
     * Waits as long as guests would: in no time by an immediate clock.
     *
     * @param wait how long by the guests' clock
     * @param call who waits
     * @param alive throws if there is nothing to wait for any more
     */
    void awaitGuests(Duration wait, Call call, Runnable alive) {
        if (wait.isZero()) {
            return;
        }
        if (call.progress() != null) {
            call.progress().onCancel(this::wake);
        }
        awaitPiece(new End(wait, true), call, alive);
    }

    /**
     * Takes the time of work on data, in pieces: after each, tells how far it is and looks whether it is still wanted.
     *
     * @param whole how long all of it takes, by the guests' clock
     * @param call what is worked for
     * @param total how much there is to do
     * @param unit in what that is counted
     * @param soFar told how much is done, before the caller's progress is
     * @param alive throws if there is nothing to work for any more
     */
    void work(Duration whole, Call call, long total, WorkUnit unit, LongConsumer soFar, Runnable alive) {
        for (int piece = 0; piece < PIECES; piece++) {
            long done = total / PIECES * piece;
            soFar.accept(done);
            if (call.progress() != null) {
                call.progress().report(done, total, unit);
            }
            alive.run();
            if (call.isCancelled()) {
                throw new OperationCancelledException(call.failure("it was cancelled while it worked"));
            }
            awaitGuests(whole.dividedBy(PIECES), call, alive);
        }
        soFar.accept(total);
        if (call.progress() != null) {
            call.progress().report(total, total, unit);
        }
    }

    private static void report(Call call, int piece) {
        if (call.progress() != null) {
            call.progress().report(piece * 100L / PIECES, 100, WorkUnit.PERCENT);
        }
    }

    private void awaitPiece(End end, Call call, Runnable alive) {
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

    /** The end of a wait: when the guests' clock gets there, or in real time. */
    private final class End {

        private final boolean byGuests;
        private final long realEnd;
        private volatile boolean told;

        End(Duration wait, boolean byGuests) {
            Duration bounded = wait.compareTo(Duration.ofDays(36_500)) > 0 ? Duration.ofDays(36_500) : wait;
            this.byGuests = byGuests;
            realEnd = System.nanoTime() + bounded.toNanos();
            if (byGuests && wait.compareTo(Guest.FOR_EVER) < 0) {
                clock.schedule(wait, () -> {
                    told = true;
                    wake();
                });
                clock.settle();
            }
        }

        boolean reached() {
            return byGuests ? told : realEnd - System.nanoTime() <= 0;
        }

        long remainingNanos() {
            return byGuests ? Long.MAX_VALUE : realEnd - System.nanoTime();
        }
    }
}
