package org.anfitrion.libvirt.wire;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What one domain has used, asked piece by piece: for backends that do not tell it of many at once. */
public final class DomainCounters {

    /** {@code virDomainInfo}: an unsigned char, two unsigned longs, an unsigned short, an unsigned long long. */
    private static final int INFO_MAXIMUM = Native.LONG_SIZE;

    private static final int INFO_CPU_TIME = 4 * Native.LONG_SIZE;
    private static final int INFO_SIZE = 4 * Native.LONG_SIZE + Long.BYTES;

    /** {@code virDomainMemoryStatStruct}: an int, and an unsigned long long after a gap. */
    private static final int MEMORY_STAT_SIZE = 16;

    private static final int MEMORY_STAT_VALUE = 8;
    private static final int MEMORY_STATS = 32;

    private static final int BLOCK_COUNTERS = 5;
    private static final int INTERFACE_COUNTERS = 8;

    private final WireConnection wire;
    private final DomainReference domain;
    private final Attempt attempt;

    /**
     * Makes the counters of a domain.
     *
     * @param wire where; the caller holds a lease
     * @param domain which
     * @param attempt what for
     */
    public DomainCounters(WireConnection wire, DomainReference domain, Attempt attempt) {
        this.wire = wire;
        this.domain = domain;
        this.attempt = attempt;
    }

    /**
     * Asks {@code virDomainGetInfo}.
     *
     * @return its most memory in KiB and its CPU time in nanoseconds; empty if the backend does not tell
     */
    public Optional<long[]> maximumAndCpuTime() {
        try (Memory info = new Memory(INFO_SIZE)) {
            info.clear();
            return told(wire.library().virDomainGetInfo(domain.pointer(), info) == 0)
                    ? Optional.of(
                            new long[] {info.getNativeLong(INFO_MAXIMUM).longValue(), info.getLong(INFO_CPU_TIME)})
                    : Optional.empty();
        }
    }

    /**
     * Asks {@code virDomainMemoryStats}.
     *
     * @return values by {@code virDomainMemoryStatTags}; those that the backend does not tell are missing
     */
    public Map<Integer, Long> memory() {
        Map<Integer, Long> values = new HashMap<>();
        try (Memory stats = new Memory((long) MEMORY_STATS * MEMORY_STAT_SIZE)) {
            stats.clear();
            int count = wire.library().virDomainMemoryStats(domain.pointer(), stats, MEMORY_STATS, 0);
            if (told(count >= 0)) {
                for (int i = 0; i < count; i++) {
                    long at = (long) i * MEMORY_STAT_SIZE;
                    values.put(stats.getInt(at), stats.getLong(at + MEMORY_STAT_VALUE));
                }
            }
        }
        return values;
    }

    /**
     * Asks {@code virDomainBlockStats}.
     *
     * @param target a drive
     * @return reads and bytes read, writes and bytes written, errors; empty if the backend does not tell
     */
    public Optional<long[]> drive(String target) {
        return counters(BLOCK_COUNTERS, stats -> wire.library()
                .virDomainBlockStats(domain.pointer(), target, stats, stats.size()));
    }

    /**
     * Asks {@code virDomainInterfaceStats}.
     *
     * @param device a card's interface on the host
     * @return bytes, packets, errors and drops to the guest, then from it; empty if the backend does not tell
     */
    public Optional<long[]> card(String device) {
        return counters(INTERFACE_COUNTERS, stats -> wire.library()
                .virDomainInterfaceStats(domain.pointer(), device, stats, stats.size()));
    }

    private Optional<long[]> counters(int count, ToIntFunction<Memory> call) {
        try (Memory stats = new Memory((long) count * Long.BYTES)) {
            stats.clear();
            return told(call.applyAsInt(stats) == 0) ? Optional.of(stats.getLongArray(0, count)) : Optional.empty();
        }
    }

    /** What a backend does not count is left out; a wire that broke is another matter. */
    private boolean told(boolean success) {
        if (success) {
            return true;
        }
        LibvirtError error = LibvirtError.last(wire.library());
        if (error.aboutTheWire()) {
            throw wire.failed(attempt, error);
        }
        return false;
    }
}
