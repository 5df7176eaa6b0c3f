package org.anfitrion.examples.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.Command;
import org.anfitrion.spi.support.CommandResult;

/** A process of the system: its number, and when it started, since numbers are used again. */
record OsProcess(long pid, String started) {

    private static final long PAUSE = 1_000_000;

    static Optional<OsProcess> of(long pid) {
        return stat(pid).map(fields -> new OsProcess(pid, fields.get(19)));
    }

    /** Running, paused, or nothing once it has ended. */
    Optional<DomainState> state() {
        return stat(pid)
                .filter(fields -> fields.get(19).equals(started) && !"ZX".contains(fields.get(0)))
                .map(fields -> fields.get(0).equals("T") ? DomainState.PAUSED : DomainState.RUNNING);
    }

    boolean leadsItsGroup() {
        return stat(pid).map(fields -> fields.get(2).equals(Long.toString(pid))).orElse(true);
    }

    /** The fields of proc(5)'s stat from the third one, the state, on; the second may hold anything, blanks too. */
    private static Optional<List<String>> stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Optional.of(List.of(line.substring(line.lastIndexOf(')') + 2).split(" ")));
        } catch (IOException e) {
            return Optional.empty(); // it has ended
        }
    }

    /** Sends a signal to it and to what it started. */
    void signal(String signal, Failure attempt, Deadline deadline) {
        CommandResult result = Command.of("kill", "-s", signal, "--", "-" + pid)
                .installedBy("the package procps")
                .attempting(attempt.operation(), attempt.target())
                .changing()
                .run(deadline);
        if (result.exitCode() != 0) {
            throw state().isEmpty()
                    ? new InvalidStateException(attempt.because("it has just ended"))
                    : new BackendFailureException(result.failure());
        }
    }

    /** Waits for something that the system does soon, but not at once. */
    static void await(BooleanSupplier condition, Failure attempt, Deadline deadline) {
        while (!condition.getAsBoolean()) {
            if (deadline.hasPassed()) {
                throw new OperationTimeoutException(
                        attempt.because("not within " + deadline.allowed()).withOutcomeUnknown());
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
