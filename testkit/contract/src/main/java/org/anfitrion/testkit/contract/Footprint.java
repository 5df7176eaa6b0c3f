package org.anfitrion.testkit.contract;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this process holds of the system.
 *
 * @param threads live threads
 * @param files open file descriptors; 0 where the system does not tell
 */
record Footprint(int threads, long files) {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    static Footprint now() {
        return new Footprint(ManagementFactory.getThreadMXBean().getThreadCount(), descriptors());
    }

    private static long descriptors() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        } catch (IOException e) {
            return 0;
        }
    }

    boolean grewLessThan(Footprint before, int by) {
        return threads - before.threads < by && files - before.files < by;
    }

    @Override
    public String toString() {
        return threads + " threads and " + files + " open files";
    }
}
