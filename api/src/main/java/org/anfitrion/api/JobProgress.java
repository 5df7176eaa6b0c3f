package org.anfitrion.api;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalDouble;
import org.anfitrion.api.unit.WorkUnit;

/**
 * How far a long operation is.
 *
 * @param done how much is done
 * @param total how much there is to do; 0 while unknown
 * @param unit of what
 * @param elapsed how long it has run
 */
public record JobProgress(long done, long total, WorkUnit unit, Duration elapsed) {

    /**
     * Checks that nothing is missing.
     *
     * @param done how much is done
     * @param total how much there is to do; 0 while unknown
     * @param unit of what
     * @param elapsed how long it has run
     */
    public JobProgress {
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(elapsed, "elapsed");
    }

    /**
     * Returns the part that is done.
     *
     * @return from 0 to 1; empty while the total is unknown
     */
    public OptionalDouble fraction() {
        return total <= 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1.0, (double) done / total));
    }

    /**
     * Returns the mean rate so far.
     *
     * @return units per second; 0 before anything was done
     */
    public double rate() {
        long nanos = elapsed.toNanos();
        return nanos == 0 ? 0 : done * 1e9 / nanos;
    }
}
