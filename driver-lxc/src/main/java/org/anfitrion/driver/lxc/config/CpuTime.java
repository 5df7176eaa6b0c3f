package org.anfitrion.driver.lxc.config;

import com.google.common.math.LongMath;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import org.anfitrion.api.domain.Tuning;

/**
 * CPU time in a period, as the kernel gives it to a container: all of its CPUs together.
 *
 * @param quota microseconds of CPU time in a period
 * @param period microseconds
 */
record CpuTime(long quota, long period) {

    /** The kernel's own. */
    static final long USUAL_PERIOD = 100_000;

    /** The same as a time. */
    static final Duration PERIOD = Duration.ofNanos(USUAL_PERIOD * 1000);

    /** What a number of CPUs may use, each as much as the tuning says, or all of its time. */
    static CpuTime of(int cpus, Tuning tuning) {
        long period = tuning.cpuPeriod().map(CpuTime::micros).orElse(USUAL_PERIOD);
        long each = tuning.cpuQuota().map(CpuTime::micros).orElse(period);
        return new CpuTime(LongMath.saturatedMultiply(each, cpus), period);
    }

    static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    /** How many CPUs it takes to use it. */
    int cpus(int most) {
        return (int) Math.min(most, Math.max(1, LongMath.divide(quota, period, RoundingMode.CEILING)));
    }

    /** How much each of that many CPUs may use; empty if it is all of its time. */
    Optional<Duration> each(int cpus) {
        long each = LongMath.divide(quota, cpus, RoundingMode.HALF_UP);
        return each >= period ? Optional.empty() : Optional.of(Duration.ofNanos(each * 1000));
    }
}
