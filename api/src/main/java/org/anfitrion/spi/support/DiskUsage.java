package org.anfitrion.spi.support;

import com.google.common.base.Splitter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.spi.Deadline;

/**
 * How much space files really take: the JDK cannot tell. One run of {@code find} for a whole directory, since a pool has
 * thousands.
 */
final class DiskUsage {

    private static final System.Logger LOG = System.getLogger("org.anfitrion.storage");
    private static final int SECTOR = 512;

    private DiskUsage() {}

    /** Returns the bytes that the files of a directory take, by file name; a file that is missing there is not known. */
    static Map<String, Long> in(Path directory, Deadline deadline) {
        return find(directory, deadline, "-mindepth", "1", "-maxdepth", "1", "-type", "f");
    }

    /** Returns the same for one file. */
    static Map<String, Long> of(Path file) {
        return find(file, Deadline.after(Duration.ofMinutes(1)), "-maxdepth", "0");
    }

    private static Map<String, Long> find(Path begin, Deadline deadline, String... tests) {
        Map<String, Long> usage = new HashMap<>();
        try {
            String output = Command.of("find", "-H", begin.toString())
                    .arguments(List.of(tests))
                    .arguments(List.of("-printf", "%b %f\\0"))
                    .run(deadline)
                    .output();
            for (String entry : Splitter.on('\0').omitEmptyStrings().split(output)) {
                int blank = entry.indexOf(' ');
                if (blank > 0) {
                    usage.put(entry.substring(blank + 1), Long.parseLong(entry.substring(0, blank)) * SECTOR);
                }
            }
        } catch (HypervisorException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    () -> "the space that volumes take is not known, their size stands for it: " + e.getMessage());
        }
        return usage;
    }
}
