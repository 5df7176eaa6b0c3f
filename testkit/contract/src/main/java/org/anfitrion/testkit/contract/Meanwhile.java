package org.anfitrion.testkit.contract;

import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Watches an operation and, the first time that it tells of work that is not done yet, does something: in the middle of it,
 * without a race.
 */
final class Meanwhile implements Progress {

    private final Runnable action;
    private final boolean cancelling;
    private @Nullable Runnable cancel;
    private @Nullable Throwable failure;
    private boolean seen;
    private boolean cancelled;

    private Meanwhile(Runnable action, boolean cancelling) {
        this.action = action;
        this.cancelling = cancelling;
    }

    static Meanwhile doing(Runnable action) {
        return new Meanwhile(action, false);
    }

    static Meanwhile cancelling() {
        return new Meanwhile(() -> {}, true);
    }

    @Override
    public synchronized void report(long done, long total, WorkUnit unit) {
        if (seen || done >= total) {
            return;
        }
        seen = true;
        try {
            action.run();
        } catch (RuntimeException | AssertionError e) {
            // Not through the driver, which may not expect it: happened() says it afterwards.
            failure = e;
        }
        if (cancelling) {
            cancelled = true;
            if (cancel != null) {
                cancel.run();
            }
        }
    }

    @Override
    public synchronized boolean cancelled() {
        return cancelled;
    }

    @Override
    public synchronized void onCancel(Runnable then) {
        cancel = then;
    }

    /** Does what is cancelled in the middle, and has to end so. */
    void cancels(Runnable operation) {
        try {
            operation.run();
        } catch (OperationCancelledException e) {
            happened();
            return;
        }
        happened();
        throw new AssertionError("it was cancelled, and went on to its end");
    }

    /** Fails as the action did; without a middle that anybody saw, there is no verdict. */
    synchronized void happened() {
        if (failure instanceof RuntimeException e) {
            throw e;
        } else if (failure instanceof Error e) {
            throw e;
        } else if (!seen) {
            throw Ruling.unknown("it was done before it told how far it was");
        }
    }
}
