package org.anfitrion.testkit.memory;

import java.time.Duration;
import java.time.Instant;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.unit.DataSize;

/** What all domains use of their host. Used under the host's lock only. */
final class HostUsage {

    private final HostModel model;
    private Instant seen;
    private long demanded;
    private long ended;
    private long busy;
    private long idle;

    HostUsage(HostModel model) {
        this.model = model;
        this.seen = model.clock().now();
    }

    /** Takes note of what a domain used that has stopped. */
    void end(Machine machine) {
        ended += machine.usage().busy();
    }

    HostStatistics read() {
        Instant now = model.clock().now();
        long demand = ended;
        long assigned = 0;
        for (MemoryDomain domain : model.inventory().all()) {
            Machine machine = domain.machine;
            if (machine != null) {
                demand += machine.usage().busy();
                assigned += domain.spec().memory().current().bytes();
            }
        }
        // More is asked for than there is on a host that is overcommitted: the guests wait.
        long available =
                Duration.between(seen, now).toNanos() * model.settings().info().cpus();
        long used = Math.min(demand - demanded, available);
        busy += used;
        idle += available - used;
        demanded = demand;
        seen = now;
        DataSize memory = model.settings().info().memory();
        return new HostStatistics(
                nanos(now),
                Duration.ofNanos(idle),
                Duration.ofNanos(busy),
                memory,
                DataSize.bytes(Math.max(0, memory.bytes() - assigned)));
    }

    /** A moment as a number of which only differences mean something. */
    static long nanos(Instant moment) {
        return moment.getEpochSecond() * 1_000_000_000L + moment.getNano();
    }
}
