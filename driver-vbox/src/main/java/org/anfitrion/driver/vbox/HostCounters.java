package org.anfitrion.driver.vbox;

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
 * What the host has done since its start. VirtualBox's own metrics are percentages of a period that somebody has to set up before,
 * and that every set-up begins anew; the counters behind them are the system's.
 *
 * <p>Source: proc(5), {@code /proc/stat} (in hundredths of a second) and {@code /proc/meminfo}.
 */
final class HostCounters {

    static final Path STAT = Path.of("/proc/stat");

    private HostCounters() {}

    static HostStatistics read(Failure attempt) {
        long[] times = Stream.of(line(STAT, "cpu ", attempt).substring(4).trim().split(" +"))
                .mapToLong(Long::parseLong)
                .toArray();
        // user nice system idle iowait irq softirq steal; what guests used is in user and nice already
        long idle = times[3] + times[4];
        long busy = times[0] + times[1] + times[2] + times[5] + times[6] + times[7];
        Path memory = Path.of("/proc/meminfo");
        return new HostStatistics(
                System.nanoTime(),
                Duration.ofMillis(idle * 10),
                Duration.ofMillis(busy * 10),
                size(line(memory, "MemTotal:", attempt)),
                size(line(memory, "MemAvailable:", attempt)));
    }

    private static DataSize size(String line) {
        return DataSize.kibibytes(Long.parseLong(line.replaceAll("\\D", "")));
    }

    private static String line(Path file, String begins, Failure attempt) {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.stream()
                    .filter(line -> line.startsWith(begins))
                    .findFirst()
                    .orElseThrow(() -> new BackendFailureException(
                            attempt.because(file + " has no line that begins with " + begins)));
        } catch (IOException e) {
            throw new BackendFailureException(
                    attempt.because(String.valueOf(e.getMessage())).causedBy(e));
        }
    }
}
