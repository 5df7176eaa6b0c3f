package org.anfitrion.driver.lxc.liblxc;

import static java.util.stream.Collectors.toSet;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** Processes of the host, told from others that get their number later. Source: proc(5). */
final class Processes {

    private static final Splitter BLANKS = Splitter.on(' ');

    /** Where the fields are after the program's name, which may have anything in it. */
    private static final int PARENT = 1;

    private static final int SESSION = 3;

    /** A process that is killed needs a moment, or where there is much to do some seconds. */
    private static final int ROUNDS = 1000;

    private static final Duration PAUSE = Duration.ofMillis(5);

    private static final int START = 19;

    /** It has ended, and its parent does not want to know. */
    private static final String ZOMBIE = "Z";

    /** Signals 32 and 33, which posix_spawn(3) of the GNU C library ignores in every process that it starts. */
    private static final long OF_THE_C_LIBRARY = 3L << 31;

    private Processes() {}

    /** A process' number and start: nobody else's. */
    static Optional<String> identity(long pid) {
        return fields(pid).map(fields -> pid + ":" + fields.get(START));
    }

    /** The process of liblxc's that watches over a container, by its first process. */
    static Optional<String> monitor(long init) {
        return fields(init).flatMap(fields -> identity(Long.parseLong(fields.get(PARENT))));
    }

    /** The process whose number is in a file. */
    static Optional<String> written(Path file) {
        try {
            return identity(Long.parseLong(
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // nobody wrote one
        }
    }

    /** The first process of the container that liblxc's process watches over, once it runs the container's program. */
    static Optional<String> first(String monitor) {
        long watcher = number(monitor);
        Optional<String> title = text(watcher, "cmdline");
        return title.isEmpty()
                ? Optional.empty()
                : children(watcher)
                        .filter(child -> leads(child)
                                && text(child, "cmdline")
                                        .filter(program -> !program.isEmpty() && !program.equals(title.get()))
                                        .isPresent())
                        .mapToObj(Processes::identity)
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    /** Tells whether a process leads a session, as what liblxc starts in a container does, and what else it starts does not. */
    private static boolean leads(long pid) {
        return fields(pid)
                .filter(fields -> fields.get(SESSION).equals(Long.toString(pid)))
                .isPresent();
    }

    private static LongStream children(long pid) {
        return text(pid, "task/" + pid + "/children")
                .map(numbers ->
                        BLANKS.omitEmptyStrings().splitToStream(numbers.strip()).mapToLong(Long::parseLong))
                .orElseGet(() -> ProcessHandle.of(pid).stream() // the kernel was built without
                        .flatMap(ProcessHandle::children)
                        .mapToLong(ProcessHandle::pid));
    }

    private static Optional<String> text(long pid, String file) {
        try {
            return Optional.of(
                    Files.readString(Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty(); // it has ended
        }
    }

    /** The number of the process that {@link #identity} named. */
    static long number(String identity) {
        return Long.parseLong(identity.substring(0, identity.indexOf(':')));
    }

    /** Kills the process that {@link #identity} named. */
    static void kill(String identity) {
        ProcessHandle.of(number(identity))
                .filter(process -> isThere(identity))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Tells whether the process that {@link #identity} named is still there. */
    static boolean isThere(String identity) {
        int colon = identity.indexOf(':');
        return colon > 0
                && identity.substring(0, colon).chars().allMatch(c -> c >= '0' && c <= '9')
                && identity(Long.parseLong(identity.substring(0, colon)))
                        .filter(identity::equals)
                        .isPresent();
    }

    /** Waits a moment for the end of the process that {@link #identity} named. */
    static void awaitEnd(String identity) {
        for (int round = 0; round < ROUNDS && isThere(identity); round++) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Who the root of a process' user namespace is on the host, by its {@code uid_map} or {@code gid_map}. */
    static int root(long pid, String map) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), map)).stream()
                    .map(line -> Splitter.on(' ').omitEmptyStrings().splitToList(line))
                    .filter(range -> range.size() == 3 && range.get(0).equals("0"))
                    .map(range -> Integer.parseUnsignedInt(range.get(1)))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // it has ended
        }
    }

    /** Tells whether this process ignores a signal, which every program that it starts would ignore too. */
    static boolean ignoresSignals() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> line.substring("SigIgn:".length()).strip())
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & ~OF_THE_C_LIBRARY) != 0);
        } catch (IOException e) {
            return true; // nothing is known
        }
    }

    /**
     * Kills the processes of a session, and those that have left it for one of their own, also those that are just being started, and
     * waits until they are gone. Its leader is left to end by itself: it waits for its children, and until somebody has, their
     * container cannot end. The first process of this host, who would inherit them, may not.
     */
    static void killSession(long leader) {
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> left = session(leader);
            if (left.isEmpty()) {
                return;
            }
            boolean all = round == ROUNDS - 1;
            left.stream().filter(process -> all || process.pid() != leader).forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static List<ProcessHandle> session(long leader) {
        String wanted = Long.toString(leader);
        Set<ProcessHandle> started = ProcessHandle.of(leader).stream()
                .flatMap(ProcessHandle::descendants)
                .collect(toSet());
        return ProcessHandle.allProcesses()
                .filter(process -> fields(process.pid())
                        .filter(fields ->
                                started.contains(process) || fields.get(SESSION).equals(wanted))
                        .isPresent())
                .toList();
    }

    private static Optional<List<String>> fields(long pid) {
        return text(pid, "stat")
                .map(line -> BLANKS.splitToList(line.substring(line.lastIndexOf(')') + 2)))
                .filter(fields -> fields.size() > START && !fields.get(0).equals(ZOMBIE));
    }
}
