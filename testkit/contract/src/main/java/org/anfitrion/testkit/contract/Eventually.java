package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.anfitrion.spi.Deadline;

/** Waits for what no call can wait for. */
final class Eventually {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private Eventually() {}

    /** Looks again and again until the condition holds or the time is over. */
    static boolean holds(Duration within, BooleanSupplier condition) {
        Deadline deadline = Deadline.after(within);
        Duration pause = FIRST_PAUSE;
        while (!condition.getAsBoolean()) {
            if (deadline.hasPassed()) {
                return false;
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
        return true;
    }

    /** Gives other threads so much time; for what can only be shown by its absence. */
    static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("the test was interrupted while it waited");
            }
        }
    }
}
