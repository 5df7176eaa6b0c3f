package org.anfitrion.spi.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.unit.DataSize;

/**
 * What a Linux host has done since its start, by the system's own counters: for drivers whose backend runs on this machine and
 * counts nothing of it.
 *
 * <pre>{@code
 * public HostStatistics host() {
 *     return HostCounters.read(Failure.to("read the statistics of", "the host"));
 * }
 * }</pre>
 *
 * <p>Source: proc(5), {@code /proc/stat} (in hundredths of a second) and {@code /proc/meminfo}.
 */
public final class HostCounters {

    private static final Path STAT = Path.of("/proc/stat");
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private HostCounters() {}

    /**
     * Reads the counters.
     *
     * @param attempt what is attempted, for messages
     * @return the figures
     * @throws BackendFailureException if this is no Linux, or its /proc is not mounted
     */
    public static HostStatistics read(Failure attempt) {
        return of(lines(STAT, attempt), lines(MEMORY, attempt), attempt);
    }

    /**
     * Reads what a host said of itself, for drivers whose host is elsewhere.
     *
     * @param stat the lines of its {@code /proc/stat}
     * @param meminfo the lines of its {@code /proc/meminfo}
     * @param attempt what is attempted, for messages
     * @return its figures
     * @throws BackendFailureException if one lacks what every Linux has
     */
    public static HostStatistics of(List<String> stat, List<String> meminfo, Failure attempt) {
        long[] times = Stream.of(line(stat, "cpu ", attempt).substring(4).trim().split(" +"))
                .mapToLong(Long::parseLong)
                .toArray();
        // user nice system idle iowait irq softirq steal; what guests used is in user and nice already
        long idle = times[3] + times[4];
        long busy = times[0] + times[1] + times[2] + times[5] + times[6] + times[7];
        return new HostStatistics(
                System.nanoTime(),
                Duration.ofMillis(idle * 10),
                Duration.ofMillis(busy * 10),
                size(line(meminfo, "MemTotal:", attempt)),
                size(line(meminfo, "MemAvailable:", attempt)));
    }

    private static DataSize size(String line) {
        return DataSize.kibibytes(Long.parseLong(line.replaceAll("\\D", "")));
    }

    private static String line(List<String> lines, String begins, Failure attempt) {
        return lines.stream()
                .filter(line -> line.startsWith(begins))
                .findFirst()
                .orElseThrow(() -> new BackendFailureException(
                        attempt.because("the kernel tells no line that begins with " + begins)));
    }

    private static List<String> lines(Path file, Failure attempt) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new BackendFailureException(
                    attempt.because(String.valueOf(e.getMessage())).causedBy(e));
        }
    }
}
