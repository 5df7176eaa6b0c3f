package org.anfitrion.api;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.OperationCancelledException;
import org.jspecify.annotations.Nullable;

/** The platform threads on which the library works for its callers: daemons, made when needed, gone when idle for a minute. */
final class Threads {

    static final ExecutorService PLATFORM = Executors.newCachedThreadPool(new ThreadFactoryBuilder()
            .setDaemon(true)
            .setNameFormat("anfitrion-%d")
            .build());

    private static final ScheduledExecutorService TIMER =
            Executors.newSingleThreadScheduledExecutor(new ThreadFactoryBuilder()
                    .setDaemon(true)
                    .setNameFormat("anfitrion-timer")
                    .build());

    private static final @Nullable MethodHandle IS_VIRTUAL = isVirtual();

    private Threads() {}

    private static @Nullable MethodHandle isVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null; // before JDK 21 there are none
        }
    }

    /** Tells whether a native call on this thread would pin its carrier. */
    static boolean currentIsVirtual() {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
        } catch (Throwable e) { // the handle's signature; isVirtual itself throws nothing
            throw new AssertionError(e);
        }
    }

    /** Does something short that must be done in any case, an interrupt or not, and must not pin a carrier. */
    static void offVirtual(Runnable task) {
        if (currentIsVirtual()) {
            CompletableFuture.runAsync(task, PLATFORM).join();
        } else {
            task.run();
        }
    }

    /** Makes an interrupt of a waiting thread a failure, and keeps the thread's flag. */
    static OperationCancelledException interrupted(Failure attempt, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new OperationCancelledException(
                attempt.because("the thread was interrupted while it waited").causedBy(cause));
    }

    /** Does something again and again, on a platform thread; a turn that comes while the last one still works is left out. */
    static Future<?> every(Duration interval, Runnable task) {
        AtomicBoolean working = new AtomicBoolean();
        Runnable turn = () -> {
            if (working.compareAndSet(false, true)) {
                PLATFORM.execute(() -> {
                    try {
                        task.run();
                    } finally {
                        working.set(false);
                    }
                });
            }
        };
        return TIMER.scheduleAtFixedRate(turn, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
    }
}
