package org.anfitrion.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.ptr.IntByReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.WireConnection;
import org.jspecify.annotations.Nullable;

/** Reads what a host uses: {@code virNodeGetCPUStats} and {@code virNodeGetMemoryStats}. */
final class HostUsage {

    private static final int ALL = -1;

    /** {@code virNodeCPUStats} and {@code virNodeMemoryStats}: 80 of name, then an unsigned long long. */
    private static final int SIZE = 88;

    private static final int VALUE = 80;

    private HostUsage() {}

    private interface Call {
        int on(@Nullable Memory values, IntByReference count);
    }

    static HostStatistics read(WireConnection wire, Attempt attempt) {
        Map<String, Long> cpu = values(
                wire, attempt, (room, count) -> wire.library().virNodeGetCPUStats(wire.pointer(), ALL, room, count, 0));
        Map<String, Long> memory = values(wire, attempt, (room, count) -> wire.library()
                .virNodeGetMemoryStats(wire.pointer(), ALL, room, count, 0));
        long free = get(memory, "free") + get(memory, "buffers") + get(memory, "cached");
        long total = get(memory, "total");
        return new HostStatistics(
                System.nanoTime(),
                Duration.ofNanos(get(cpu, "idle") + get(cpu, "iowait")),
                Duration.ofNanos(get(cpu, "user") + get(cpu, "kernel") + get(cpu, "intr")),
                DataSize.kibibytes(total),
                DataSize.kibibytes(Math.min(free, total)));
    }

    private static long get(Map<String, Long> values, String name) {
        return values.getOrDefault(name, 0L);
    }

    private static Map<String, Long> values(WireConnection wire, Attempt attempt, Call call) {
        IntByReference count = new IntByReference(0);
        Inventory.check(wire, call.on(null, count), attempt);
        Map<String, Long> values = new HashMap<>();
        if (count.getValue() > 0) {
            try (Memory room = new Memory((long) count.getValue() * SIZE)) {
                room.clear();
                Inventory.check(wire, call.on(room, count), attempt);
                for (int i = 0; i < count.getValue(); i++) {
                    long at = (long) i * SIZE;
                    values.put(room.getString(at, StandardCharsets.US_ASCII.name()), room.getLong(at + VALUE));
                }
            }
        }
        return values;
    }
}
