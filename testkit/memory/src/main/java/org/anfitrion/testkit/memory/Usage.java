package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one run of a domain has used of its host: computed from the domain and the guests' clock, so that two runs of a test
 * see the same. It grows while the domain runs, and not while it is paused. Used under the host's lock only.
 */
final class Usage {

    private final int seed;
    private Instant seen;
    private boolean counting = true;
    private long running;
    /** CPU time of each CPU that there ever was in this run, in nanoseconds. */
    private long[] busy = new long[0];

    Usage(MemoryDomain domain, Instant now) {
        seed = domain.name.hashCode();
        seen = now;
    }

    void pause(Instant now, int cpus) {
        count(now, cpus);
        counting = false;
    }

    void resume(Instant now) {
        seen = now;
        counting = true;
    }

    /** Counts up to now. The CPUs are those of the time since the last count. */
    void count(Instant now, int cpus) {
        if (counting && now.isAfter(seen)) {
            long elapsed = Duration.between(seen, now).toNanos();
            running += elapsed;
            busy = busy.length < cpus ? Arrays.copyOf(busy, cpus) : busy;
            for (int i = 0; i < cpus; i++) {
                busy[i] += elapsed / 100 * percent();
            }
            seen = now;
        }
    }

    /** Of each CPU's time, how much the guest uses: from 5 to 94 percent. */
    private int percent() {
        return 5 + Math.floorMod(seed, 90);
    }

    /** Returns the CPU time so far, in nanoseconds. */
    long busy() {
        long sum = 0;
        for (long each : busy) {
            sum += each;
        }
        return sum;
    }

    /** Returns the same by CPU. */
    List<Duration> perCpu() {
        List<Duration> times = new ArrayList<>(busy.length);
        for (long each : busy) {
            times.add(Duration.ofNanos(each));
        }
        return times;
    }

    /**
     * A counter.
     *
     * @param what the number of what is counted
     * @param most the greatest number in a second
     * @return how many so far; each guest and each thing has a rate of its own, never none
     */
    long counted(int what, int most) {
        long rate = 1L + Math.floorMod(31L * seed + what, most);
        return running / 1_000_000 * rate / 1_000;
    }
}
