package org.anfitrion.api;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.OperationCancelledException;
import org.jspecify.annotations.Nullable;

/** The platform threads on which the library works for its callers: daemons, made when needed, gone when idle for a minute. */
final class Threads {

    static final ExecutorService PLATFORM = Executors.newCachedThreadPool(new ThreadFactoryBuilder()
            .setDaemon(true)
            .setNameFormat("anfitrion-%d")
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
}
