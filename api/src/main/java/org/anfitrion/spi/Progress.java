package org.anfitrion.spi;

import org.anfitrion.api.unit.WorkUnit;

/**
 * How a driver tells of a long operation, and learns that it should end. The driver's call blocks; the API makes a job of
 * it. Thread-safe.
 */
public interface Progress {

    /**
     * Reports how far the operation is.
     *
     * @param done how much is done
     * @param total how much there is to do; 0 while unknown
     * @param unit of what
     */
    void report(long done, long total, WorkUnit unit);

    /**
     * Tells whether the operation should end.
     *
     * @return true once it was cancelled
     */
    boolean cancelled();

    /**
     * Runs something when the operation is cancelled, or at once if it was.
     *
     * @param action stops the operation; must not block
     */
    void onCancel(Runnable action);

    /**
     * Returns a progress that nobody watches and nobody cancels.
     *
     * @return the progress
     */
    static Progress unwatched() {
        return new Progress() {
            @Override
            public void report(long done, long total, WorkUnit unit) {
                // nobody watches
            }

            @Override
            public boolean cancelled() {
                return false;
            }

            @Override
            public void onCancel(Runnable action) {
                // never cancelled
            }
        };
    }
}
