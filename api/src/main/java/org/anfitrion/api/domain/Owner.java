package org.anfitrion.api.domain;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * Who made a domain: a program, and which run of it. A run that crashed is told from one that goes on, so that what
 * it left can be swept. Written into the native configuration as one line.
 *
 * @param program the name that the program gives itself, such as {@code test-farm}
 * @param machine the machine that it ran on: its boot, so that a process of before the last boot is known to be gone
 * @param pid its process
 * @param started when the process started: on Linux in clock ticks since the boot, which no change of the clock moves (field 22
 *     of {@code /proc/PID/stat}, proc(5)), elsewhere in milliseconds since 1970; 0 if it is not known
 */
public record Owner(String program, String machine, long pid, long started) {

    /**
     * Creates the description.
     *
     * @param program the name that the program gives itself, such as {@code test-farm}
     * @param machine the machine that it ran on: its boot, so that a process of before the last boot is known to be
     * gone
     * @param pid its process
     * @param started when the process started, in the machine's way of counting; 0 if it is not known
     * @throws InvalidSpecException if a part cannot be written on the line
     */
    public Owner {
        Objects.requireNonNull(program, "program");
        Objects.requireNonNull(machine, "machine");
        Text.name("owner", program);
        Text.token("owner's machine", machine);
        if (pid < 1 || started < 0) {
            throw InvalidSpecException.of(
                    "owner", pid + " of " + started, "a process has a number above 0 and a start that is not negative");
        }
    }

    private static final String SEPARATOR = " / ";

    /**
     * Names this process as the owner.
     *
     * @param program the name that the program gives itself; the same for every run of it
     * @return the owner
     * @throws InvalidSpecException if the name cannot be one
     */
    public static Owner thisProcess(String program) {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(program, Boot.ID, self.pid(), Boot.startOf(self));
    }

    /**
     * Reads what {@link #toString()} wrote.
     *
     * @param line the line
     * @return the owner; empty if the line was not written by this library
     */
    public static Optional<Owner> parse(String line) {
        List<String> parts = Splitter.on(SEPARATOR).splitToList(line);
        if (parts.size() != 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Owner(parts.get(0), parts.get(1), Long.parseLong(parts.get(2)), Long.parseLong(parts.get(3))));
        } catch (NumberFormatException | InvalidSpecException e) {
            return Optional.empty(); // somebody else's line
        }
    }

    /**
     * Tells whether the run is known to be over: it was on this machine, and its process is gone or is another one. A run on
     * another machine is never known to be over.
     *
     * @return true if nobody can be using the domain any more
     */
    public boolean isOver() {
        if (!machine.startsWith(Boot.MACHINE)) {
            return false;
        }
        if (!machine.equals(Boot.ID)) {
            return true; // the machine was switched off since
        }
        return ProcessHandle.of(pid)
                .filter(process -> {
                    long start = Boot.startOf(process);
                    return started == 0 || start == 0 || start == started;
                })
                .isEmpty();
    }

    @Override
    public String toString() {
        return String.join(SEPARATOR, program, machine, Long.toString(pid), Long.toString(started));
    }

    /** This machine's name, and the present run of its kernel. */
    private static final class Boot {

        static final String MACHINE = firstLine("/etc/machine-id", "local") + ".";
        static final String ID = MACHINE + firstLine("/proc/sys/kernel/random/boot_id", "0");

        /** What follows a process's name in its {@code stat}, beginning with field 3. */
        private static final int START = 22 - 3;

        /**
         * Tells when a process started. {@link ProcessHandle.Info#startInstant()} adds the time of the boot, which Linux
         * computes anew from the clock: set that clock, and another process sees another start.
         */
        static long startOf(ProcessHandle process) {
            try {
                String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
                List<String> fields = Splitter.on(' ').splitToList(stat.substring(stat.lastIndexOf(')') + 2));
                return Long.parseLong(fields.get(START));
            } catch (IOException e) {
                return process.info()
                        .startInstant()
                        .map(Instant::toEpochMilli)
                        .orElse(0L); // not Linux, or the process has gone
            }
        }

        private static String firstLine(String file, String otherwise) {
            try {
                String text = Files.readString(Path.of(file)).strip();
                return text.matches("[0-9a-f-]{12,36}") ? text.substring(0, 12) : otherwise;
            } catch (IOException e) {
                return otherwise; // not a Linux machine: all of them count as one, and processes are compared by their
                // start
            }
        }
    }
}
