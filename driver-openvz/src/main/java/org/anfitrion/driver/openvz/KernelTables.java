package org.anfitrion.driver.openvz;

import com.google.common.base.Splitter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.statistics.CpuStatistics;
import org.anfitrion.api.statistics.NicStatistics;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.driver.openvz.tool.Tools;

/**
 * What the host's kernel counts for all containers: processor time in {@code /proc/vz/vestat}, which only a kernel of OpenVZ has, and
 * traffic in {@code /proc/net/dev}. Immutable.
 */
final class KernelTables {

    /** Of a second: what the kernel's table counts in. */
    private static final long TICK = Duration.ofMillis(10).toNanos();

    private final Map<String, List<String>> processors = new HashMap<>();
    private final Map<String, List<String>> devices = new HashMap<>();

    private KernelTables(List<String> lines) {
        for (String line : lines) {
            List<String> words =
                    Splitter.onPattern("[\\s:]+").omitEmptyStrings().splitToList(line);
            if (line.contains(":") && words.size() >= 17) {
                devices.put(words.get(0), words.subList(1, words.size()));
            } else if (words.size() >= 4 && words.subList(1, 4).stream().allMatch(word -> word.matches("\\d{1,18}"))) {
                processors.put(words.get(0), words.subList(1, words.size()));
            }
        }
    }

    /** One process for both; a table that is not there is empty. */
    static KernelTables read(Tools tools, boolean processors, boolean devices, Failure attempt) {
        if (!processors && !devices) {
            return new KernelTables(List.of());
        }
        return new KernelTables(tools.to(attempt)
                .result(List.of("cat", "/proc/vz/vestat", "/proc/net/dev"))
                .lines());
    }

    /** The columns are user, nice and system. */
    Optional<CpuStatistics> cpu(String id) {
        return Optional.ofNullable(processors.get(id)).map(words -> {
            Duration user = Duration.ofNanos((number(words, 0) + number(words, 1)) * TICK);
            Duration system = Duration.ofNanos(number(words, 2) * TICK);
            return new CpuStatistics(user.plus(system), Optional.of(user), Optional.of(system), List.of());
        });
    }

    /** What the host's end of a pair sends, the container receives. */
    NicStatistics nic(Optional<MacAddress> mac, String hostDevice) {
        List<String> words = devices.getOrDefault(hostDevice, List.of());
        return new NicStatistics(
                mac,
                hostDevice,
                number(words, 8),
                number(words, 9),
                number(words, 10),
                number(words, 11),
                number(words, 0),
                number(words, 1),
                number(words, 2),
                number(words, 3));
    }

    private static long number(List<String> words, int at) {
        return at < words.size() ? Long.parseLong(words.get(at)) : 0;
    }
}
