package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.anfitrion.api.ConnectOptions;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.junit.jupiter.api.Test;

/** A daemon that is killed every few seconds for a minute, while an application works with it. */
class DyingDaemonIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_DEATHS = Duration.ofSeconds(4);
    private static final int WALKERS = 3;

    private static final Lab LAB = Lab.raised();

    @Test
    void nothingIsLostDoubledOrLeakedWhileTheDaemonDiesAgainAndAgain() throws Exception {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        long seed = ThreadLocalRandom.current().nextLong();
        try (Daemon daemon = Daemon.started(LAB, "k")) {
            walk(daemon, seed, Duration.ofSeconds(5)); // so that everything is loaded and every pool filled
            awaitQuiet();
            Footprint before = Footprint.now();

            List<Walker> walkers = walk(daemon, seed + 1, MINUTE);

            int steps = walkers.stream().mapToInt(Walker::steps).sum();
            int unknown = walkers.stream().mapToInt(Walker::unknownOutcomes).sum();
            assertTrue(steps > 20, () -> "only " + steps + " steps");
            System.getLogger(DyingDaemonIT.class.getName())
                    .log(System.Logger.Level.INFO, "{0} steps, {1} outcomes unknown, seed {2}", steps, unknown, seed);
            awaitQuiet();
            Footprint after = Footprint.now();
            assertTrue(
                    after.threads().size() <= before.threads().size() && after.files() <= before.files(),
                    () -> before + " became " + after + " (seed " + seed + ")");
        }
    }

    private static List<Walker> walk(Daemon daemon, long seed, Duration time) throws Exception {
        ConnectOptions patient =
                ConnectOptions.defaults().connectTimeout(MINUTE).reconnectTimeout(MINUTE);
        List<Walker> walkers = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(WALKERS);
        try (Hypervisor host = Hypervisors.connect(daemon.tcp(), patient)) {
            AtomicBoolean goesOn = new AtomicBoolean(true);
            List<Future<?>> walks = new ArrayList<>();
            for (int i = 0; i < WALKERS; i++) {
                Walker walker = new Walker(host, "walker" + i + "-", seed + i);
                walkers.add(walker);
                walks.add(threads.submit(() -> walker.walk(goesOn::get)));
            }
            try {
                long end = System.nanoTime() + time.toNanos();
                while (System.nanoTime() < end && walks.stream().noneMatch(Future::isDone)) {
                    pause(BETWEEN_DEATHS);
                    daemon.kill();
                    daemon.start();
                }
            } finally {
                goesOn.set(false);
            }
            for (Future<?> walk : walks) {
                try {
                    walk.get(MINUTE.toSeconds() * 2, TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    throw new AssertionError("seed " + seed + "; the daemon says: " + daemon.log(), e.getCause());
                }
            }
            try (Hypervisor fresh = Hypervisors.connect(daemon.uri(), patient)) {
                walkers.forEach(walker -> walker.check(fresh));
                walkers.forEach(Walker::clear);
                assertEquals(List.of(), fresh.domains().list());
            }
        } finally {
            threads.shutdownNow();
        }
        return walkers;
    }

    /** Threads of pools end some time after their last work. */
    private static void awaitQuiet() throws InterruptedException {
        Footprint last = Footprint.now();
        for (int same = 0; same < 15; ) {
            pause(Duration.ofSeconds(1));
            Footprint now = Footprint.now();
            same = now.equals(last) ? same + 1 : 0;
            last = now;
        }
    }

    private static void pause(Duration duration) throws InterruptedException {
        boolean never = new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);
        assert !never;
    }

    /** What this process holds: each connection that libvirt has not let go of is an open file. */
    private record Footprint(List<String> threads, long files) {

        static Footprint now() {
            List<String> threads = Thread.getAllStackTraces().entrySet().stream()
                    .filter(thread -> Stream.of(thread.getValue()).noneMatch(Footprint::waitsForWork))
                    .map(thread -> thread.getKey().getName())
                    .sorted()
                    .toList();
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                return new Footprint(threads, open.count());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The pools of the JDK, for programs, and of this library keep theirs for a minute: as many as worked at once. */
        private static boolean waitsForWork(StackTraceElement frame) {
            return frame.getClassName().equals(ThreadPoolExecutor.class.getName())
                    && frame.getMethodName().equals("getTask");
        }
    }
}
