package org.anfitrion.libvirt;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a statistic means, such as {@code block.0.rd.bytes} ({@code virConnectGetAllDomainStats}).
 *
 * @param what what is counted
 * @param index of which CPU, drive or card; 0 where there is one only
 */
record StatisticsKey(What what, int index) {

    /** What is counted. */
    enum What {
        STATE,
        REASON,
        CPU_TIME,
        CPU_USER,
        CPU_SYSTEM,
        MEMORY,
        MEMORY_MAXIMUM,
        RESIDENT,
        UNUSED,
        USABLE,
        MAJOR_FAULTS,
        MINOR_FAULTS,
        CPUS,
        ONE_CPU_TIME,
        DISK_NAME,
        DISK_PATH,
        READS,
        READ_BYTES,
        READ_TIME,
        WRITES,
        WRITTEN_BYTES,
        WRITE_TIME,
        FLUSHES,
        ALLOCATION,
        CAPACITY,
        NIC_NAME,
        RECEIVED_BYTES,
        RECEIVED_PACKETS,
        RECEIVE_ERRORS,
        RECEIVE_DROPS,
        SENT_BYTES,
        SENT_PACKETS,
        SEND_ERRORS,
        SEND_DROPS
    }

    /** Names with {@code N} where a number stands. */
    private static final Map<String, What> NAMES = Map.ofEntries(
            Map.entry("state.state", What.STATE),
            Map.entry("state.reason", What.REASON),
            Map.entry("cpu.time", What.CPU_TIME),
            Map.entry("cpu.user", What.CPU_USER),
            Map.entry("cpu.system", What.CPU_SYSTEM),
            Map.entry("balloon.current", What.MEMORY),
            Map.entry("balloon.maximum", What.MEMORY_MAXIMUM),
            Map.entry("balloon.rss", What.RESIDENT),
            Map.entry("balloon.unused", What.UNUSED),
            Map.entry("balloon.usable", What.USABLE),
            Map.entry("balloon.major_fault", What.MAJOR_FAULTS),
            Map.entry("balloon.minor_fault", What.MINOR_FAULTS),
            Map.entry("vcpu.current", What.CPUS),
            Map.entry("vcpu.N.time", What.ONE_CPU_TIME),
            Map.entry("block.N.name", What.DISK_NAME),
            Map.entry("block.N.path", What.DISK_PATH),
            Map.entry("block.N.rd.reqs", What.READS),
            Map.entry("block.N.rd.bytes", What.READ_BYTES),
            Map.entry("block.N.rd.times", What.READ_TIME),
            Map.entry("block.N.wr.reqs", What.WRITES),
            Map.entry("block.N.wr.bytes", What.WRITTEN_BYTES),
            Map.entry("block.N.wr.times", What.WRITE_TIME),
            Map.entry("block.N.fl.reqs", What.FLUSHES),
            Map.entry("block.N.allocation", What.ALLOCATION),
            Map.entry("block.N.capacity", What.CAPACITY),
            Map.entry("net.N.name", What.NIC_NAME),
            Map.entry("net.N.rx.bytes", What.RECEIVED_BYTES),
            Map.entry("net.N.rx.pkts", What.RECEIVED_PACKETS),
            Map.entry("net.N.rx.errs", What.RECEIVE_ERRORS),
            Map.entry("net.N.rx.drop", What.RECEIVE_DROPS),
            Map.entry("net.N.tx.bytes", What.SENT_BYTES),
            Map.entry("net.N.tx.pkts", What.SENT_PACKETS),
            Map.entry("net.N.tx.errs", What.SEND_ERRORS),
            Map.entry("net.N.tx.drop", What.SEND_DROPS));

    /** More devices than any domain has: a number beyond is not taken for one. */
    private static final int MOST_DIGITS = 6;

    /** Understands a name; null if nothing here has a place for its value. */
    static @Nullable StatisticsKey of(String name) {
        int begin = name.indexOf('.') + 1;
        int end = begin;
        while (end < name.length() && Character.digit(name.charAt(end), 10) >= 0) {
            end++;
        }
        int digits = end - begin;
        boolean numbered = digits > 0 && digits <= MOST_DIGITS;
        String common = numbered ? name.substring(0, begin) + "N" + name.substring(end) : name;
        int index = numbered ? Integer.parseInt(name.substring(begin, end)) : 0;
        return Optional.ofNullable(NAMES.get(common))
                .map(what -> new StatisticsKey(what, index))
                .orElse(null);
    }
}
