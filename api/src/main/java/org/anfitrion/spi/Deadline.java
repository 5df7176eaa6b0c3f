package org.anfitrion.spi;

import java.time.Duration;

/** A moment after which nobody waits any more, by a clock that is never set back. Immutable. */
public final class Deadline {

    private static final Duration FAR = Duration.ofDays(36_500);

    private final long start = System.nanoTime();
    private final Duration allowed;

    private Deadline(Duration allowed) {
        this.allowed = allowed;
    }

    /**
     * Returns the moment so long from now.
     *
     * @param duration how long; negative is now, more than a century is a century
     * @return the deadline
     */
    public static Deadline after(Duration duration) {
        if (duration.isNegative()) {
            return new Deadline(Duration.ZERO);
        }
        return new Deadline(duration.compareTo(FAR) > 0 ? FAR : duration);
    }

    /**
     * Returns what was allowed when the deadline was made.
     *
     * @return the whole duration
     */
    public Duration allowed() {
        return allowed;
    }

    /**
     * Returns how long is left.
     *
     * @return the duration, zero once the deadline has passed
     */
    public Duration remaining() {
        return Duration.ofNanos(remainingNanos());
    }

    /**
     * Returns how long is left.
     *
     * @return nanoseconds, 0 once the deadline has passed
     */
    public long remainingNanos() {
        return Math.max(0, allowed.toNanos() - (System.nanoTime() - start));
    }

    /**
     * Tells whether the deadline has passed.
     *
     * @return true if nothing is left
     */
    public boolean hasPassed() {
        return remainingNanos() == 0;
    }

    @Override
    public String toString() {
        return remaining() + " of " + allowed + " left";
    }
}
