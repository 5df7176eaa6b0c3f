package org.anfitrion.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.statistics.DiskStatistics;
import org.anfitrion.api.statistics.DomainRates;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.NicStatistics;

/**
 * Turns the counters of domains into rates: what they used between two readings. A domain that was restarted in between, or
 * was not there before, has no rates yet and is left out once. One call of the backend for all domains.
 *
 * <p>Thread-safe: threads take turns.
 */
public final class StatsSampler {

    private static final Logger LOG = System.getLogger("org.anfitrion.statistics");

    private final Statistics statistics;
    private final DomainFilter filter;
    private final ReentrantLock lock = new ReentrantLock();
    private Map<DomainId, DomainStatistics> last = Map.of();

    StatsSampler(Statistics statistics, DomainFilter filter) {
        this.statistics = statistics;
        this.filter = filter;
    }

    /**
     * Reads the counters, and compares them with those of the time before.
     *
     * @return the rates of the domains that were active all the while; empty the first time
     */
    public List<DomainRates> sample() {
        lock.lock();
        try {
            Map<DomainId, DomainStatistics> now = new HashMap<>();
            List<DomainRates> rates = new ArrayList<>();
            for (DomainStatistics row : statistics.list(filter)) {
                now.put(row.id(), row);
                Optional.ofNullable(last.get(row.id()))
                        .flatMap(before -> between(before, row))
                        .ifPresent(rates::add);
            }
            last = now;
            return rates;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Samples at an interval, and tells somebody.
     *
     * @param interval from one reading to the next
     * @param listener gets the rates, on a thread of the library; what it throws is logged, and does not end the sampling. A
     *     reading that fails is logged too, and the next one is tried
     * @return closes it
     * @throws InvalidSpecException if the interval is not more than nothing
     */
    public Subscription every(Duration interval, Consumer<? super List<DomainRates>> listener) {
        if (interval.isZero() || interval.isNegative()) {
            throw InvalidSpecException.of("interval", interval, "must be more than nothing");
        }
        Future<?> future =
                Threads.every(interval, () -> trySample().ifPresent(rates -> Listeners.call(listener, rates)));
        return () -> future.cancel(false);
    }

    private Optional<List<DomainRates>> trySample() {
        try {
            return Optional.of(sample());
        } catch (HypervisorException e) {
            LOG.log(Level.WARNING, () -> "a reading of statistics failed; the next one will be tried", e);
            return Optional.empty();
        }
    }

    /** Empty if a counter went back: the domain was started anew. */
    private static Optional<DomainRates> between(DomainStatistics before, DomainStatistics now) {
        long nanos = now.nanos() - before.nanos();
        if (nanos <= 0 || before.cpu().isEmpty() || now.cpu().isEmpty()) {
            return Optional.empty();
        }
        long[] one = counters(before);
        long[] other = counters(now);
        double[] rates = new double[one.length];
        for (int i = 0; i < one.length; i++) {
            if (other[i] < one[i]) {
                return Optional.empty();
            }
            rates[i] = (other[i] - one[i]) * 1e9 / nanos;
        }
        return Optional.of(new DomainRates(
                now.id(),
                now.name(),
                Duration.ofNanos(nanos),
                rates[0] / 1e9,
                rates[1],
                rates[2],
                rates[3],
                rates[4],
                rates[5],
                rates[6]));
    }

    private static long[] counters(DomainStatistics row) {
        return new long[] {
            row.cpu().map(cpu -> cpu.total().toNanos()).orElse(0L),
            row.disks().stream().mapToLong(DiskStatistics::readBytes).sum(),
            row.disks().stream().mapToLong(DiskStatistics::writeBytes).sum(),
            row.disks().stream().mapToLong(DiskStatistics::readOperations).sum(),
            row.disks().stream().mapToLong(DiskStatistics::writeOperations).sum(),
            row.nics().stream().mapToLong(NicStatistics::receivedBytes).sum(),
            row.nics().stream().mapToLong(NicStatistics::sentBytes).sum()
        };
    }
}
