package org.anfitrion.driver.lxc.liblxc;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/** Processes of the host, told from others that get their number later. Source: proc(5). */
final class Processes {

    private static final Splitter BLANKS = Splitter.on(' ');

    /** Where the fields are after the program's name, which may have anything in it. */
    private static final int PARENT = 1;

    private static final int SESSION = 3;

    /** A process that is killed needs a moment, and no more than a few. */
    private static final int ROUNDS = 200;

    /** In which the leader of a session may end by itself, once it has no others. */
    private static final int LEADERS_ROUNDS = 20;

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

    /** The child of the process whose number is in a file, if there is one, and the kernel tells of children. */
    static OptionalInt onlyChild(Path file) {
        try {
            String pid = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            List<String> children = BLANKS.omitEmptyStrings()
                    .splitToList(Files.readString(Path.of("/proc", pid, "task", pid, "children"))
                            .strip());
            return children.size() == 1 ? OptionalInt.of(Integer.parseInt(children.get(0))) : OptionalInt.empty();
        } catch (IOException e) {
            return OptionalInt.empty(); // it has ended, or the kernel was built without
        }
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
     * Kills the processes of a session, also those that are just being started, and waits until they are gone. Its leader comes last,
     * if it does not end by itself: it waits for its children, as the first process of this host, who would inherit them, may not.
     */
    static void killSession(long leader) {
        int alone = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> left = session(leader);
            if (left.isEmpty()) {
                return;
            }
            alone = left.size() == 1 && left.get(0).pid() == leader ? alone + 1 : 0;
            boolean all = alone > LEADERS_ROUNDS || round == ROUNDS - 1;
            left.stream().filter(process -> all || process.pid() != leader).forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static List<ProcessHandle> session(long leader) {
        String wanted = Long.toString(leader);
        return ProcessHandle.allProcesses()
                .filter(process -> fields(process.pid())
                        .filter(fields -> fields.get(SESSION).equals(wanted))
                        .isPresent())
                .toList();
    }

    private static Optional<List<String>> fields(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            List<String> fields = BLANKS.splitToList(line.substring(line.lastIndexOf(')') + 2));
            return fields.size() > START && !fields.get(0).equals(ZOMBIE) ? Optional.of(fields) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it has ended
        }
    }
}
