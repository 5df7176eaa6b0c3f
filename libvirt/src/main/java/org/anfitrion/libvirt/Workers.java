package org.anfitrion.libvirt;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that wait in native calls in place of callers, so that a caller can give up: daemons, as many as there are
 * calls, gone when idle.
 */
final class Workers {

    private static final long IDLE_SECONDS = 10;

    private static final ExecutorService CALLS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads("call"));

    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private Workers() {}

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, threads("clock"));
        clock.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    private static ThreadFactory threads(String purpose) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "anfitrion-libvirt-" + purpose + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    static void run(Runnable task) {
        CALLS.execute(task);
    }

    /** Something short that does not wait, again and again. */
    static Future<?> every(Duration interval, Runnable task) {
        return CLOCK.scheduleWithFixedDelay(task, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    static void later(Duration delay, Runnable task) {
        // It cannot fail: the other pool takes everything.
        var unused = CLOCK.schedule(() -> CALLS.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
