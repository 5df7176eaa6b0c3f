package org.anfitrion.driver.openvz.tool;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.anfitrion.api.error.AuthenticationFailedException;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.Command;
import org.anfitrion.spi.support.CommandResult;

/**
 * A call of one program on the host. Immutable; each method returns a changed copy. Every call has a deadline: three minutes unless it
 * is given another.
 */
public final class ToolCall {

    private static final Duration USUAL = Duration.ofMinutes(3);

    /** What ssh ends with if it is not the command that ended (ssh(1), "Exit status"); no program of OpenVZ does. */
    private static final int LOST = 255;

    private static final int NO_PROGRAM = 127;

    private final Tools tools;
    private final Failure attempt;
    private final boolean changes;
    private final Deadline deadline;
    private final Progress progress;
    private final byte[] input;
    private final Consumer<? super String> lines;

    ToolCall(Tools tools, Failure attempt) {
        this(tools, attempt, false, Deadline.after(USUAL), Progress.unwatched(), new byte[0], line -> {});
    }

    private ToolCall(
            Tools tools,
            Failure attempt,
            boolean changes,
            Deadline deadline,
            Progress progress,
            byte[] input,
            Consumer<? super String> lines) {
        this.tools = tools;
        this.attempt = attempt;
        this.changes = changes;
        this.deadline = deadline;
        this.progress = progress;
        this.input = input;
        this.lines = lines;
    }

    /**
     * Says that the call changes something.
     *
     * @return a changed copy
     */
    public ToolCall changing() {
        return new ToolCall(tools, attempt, true, deadline, progress, input, lines);
    }

    /**
     * Sets the deadline.
     *
     * @param until until when
     * @return a changed copy
     */
    public ToolCall until(Deadline until) {
        return new ToolCall(tools, attempt, changes, until, progress, input, lines);
    }

    /**
     * Lets the call be cancelled, and take as long as it does: an hour.
     *
     * @param watcher tells when to give up
     * @return a changed copy
     */
    public ToolCall watchedBy(Progress watcher) {
        return new ToolCall(tools, attempt, changes, Deadline.after(Duration.ofHours(1)), watcher, input, lines);
    }

    /**
     * Sets what the program reads.
     *
     * @param bytes the input, which is never shown
     * @return a changed copy
     */
    public ToolCall input(byte[] bytes) {
        return new ToolCall(tools, attempt, changes, deadline, progress, bytes.clone(), lines);
    }

    /**
     * Has each line of standard output told as it comes.
     *
     * @param consumer gets a line without its end, on the thread that runs the call
     * @return a changed copy
     */
    public ToolCall eachLine(Consumer<? super String> consumer) {
        return new ToolCall(tools, attempt, changes, deadline, progress, input, consumer);
    }

    /**
     * Runs the program.
     *
     * @param words its name and its arguments
     * @return what came of it, whatever its exit code
     */
    public CommandResult result(List<String> words) {
        tools.gate().admit(attempt, changes);
        Command command = tools.command(words)
                .attempting(attempt.operation(), attempt.target())
                .eachLine(lines);
        if (input.length > 0) {
            command = command.input(input);
        }
        if (changes) {
            command = command.changing();
        }
        try {
            return reached(command.run(deadline, new UntilClosed(progress, tools.gate())), words.get(0));
        } catch (OperationCancelledException e) {
            if (tools.gate().isClosed() && !progress.cancelled()) {
                throw new InvalidStateException(
                        e.failure().because("the session was closed meanwhile").causedBy(e));
            }
            throw e;
        }
    }

    private CommandResult reached(CommandResult result, String program) {
        if (!tools.place().isRemote()) {
            return result;
        }
        if (result.exitCode() == NO_PROGRAM && result.errors().startsWith("env: ")) {
            throw new DriverUnavailableException(attempt.because("the host has no program '" + program + "': "
                    + result.errors().strip()));
        }
        if (result.exitCode() != LOST) {
            return result;
        }
        tools.gate().lost();
        Failure failure = result.failure();
        if (result.errors().contains("Permission denied") || result.errors().contains("Host key verification failed")) {
            throw new AuthenticationFailedException(failure);
        }
        throw new ConnectionLostException(changes ? failure.withOutcomeUnknown() : failure);
    }

    /**
     * Runs a program of OpenVZ, and throws what its exit code means if it failed.
     *
     * @param dialect whose exit codes
     * @param words its name and its arguments
     * @return what it said on standard output
     */
    public String run(Dialect dialect, List<String> words) {
        CommandResult result = result(words);
        if (result.exitCode() != 0) {
            throw dialect.failed(words.get(0), result, attempt);
        }
        return result.output();
    }

    /** Ends a call with its session. */
    private record UntilClosed(Progress progress, Gate gate) implements Progress {

        @Override
        public void report(long done, long total, WorkUnit unit) {
            progress.report(done, total, unit);
        }

        @Override
        public boolean cancelled() {
            return progress.cancelled() || gate.isClosed();
        }

        @Override
        public void onCancel(Runnable action) {
            progress.onCancel(action);
        }
    }
}
