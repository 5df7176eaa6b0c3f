package org.anfitrion.driver.vbox.manage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.Command;
import org.anfitrion.spi.support.CommandResult;

/**
 * One call of VBoxManage. Immutable: each method returns a changed copy.
 *
 * <pre>{@code
 * manage.to("start", "domain 'web'").changing().until(deadline).run("startvm", uuid, "--type", "headless");
 * }</pre>
 */
public final class ManageCall {

    /** Longer than any call takes that copies no data. */
    private static final Duration USUAL = Duration.ofMinutes(3);

    /** How long a machine's process may hold its lock after the end of a run. */
    private static final Duration UNLOCKING = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Manage manage;
    private final Failure attempt;
    private final boolean changes;
    private final Deadline deadline;
    private final Progress progress;
    private final boolean waitsForUnlock;

    ManageCall(Manage manage, Failure attempt) {
        this(manage, attempt, false, Deadline.after(USUAL), Progress.unwatched(), false);
    }

    private ManageCall(
            Manage manage,
            Failure attempt,
            boolean changes,
            Deadline deadline,
            Progress progress,
            boolean waitsForUnlock) {
        this.manage = manage;
        this.attempt = attempt;
        this.changes = changes;
        this.deadline = deadline;
        this.progress = progress;
        this.waitsForUnlock = waitsForUnlock;
    }

    /**
     * Says that the call changes something: a read-only session refuses it.
     *
     * @return the copy
     */
    public ManageCall changing() {
        return new ManageCall(manage, attempt, true, deadline, progress, waitsForUnlock);
    }

    /**
     * Sets until when the call may take; without it, three minutes.
     *
     * @param until until when
     * @return the copy
     */
    public ManageCall until(Deadline until) {
        return new ManageCall(manage, attempt, changes, until, progress, waitsForUnlock);
    }

    /**
     * Has the call watched: percent are reported, and it ends when it is cancelled. It may take as long as it wants.
     *
     * @param watcher told of the progress
     * @return the copy
     */
    public ManageCall watchedBy(Progress watcher) {
        Deadline never = Deadline.after(Duration.ofDays(365));
        return new ManageCall(manage, attempt, changes, never, watcher, waitsForUnlock);
    }

    /**
     * Has the call tried again for up to half a minute while the machine is locked by a session: for what follows the end of a
     * run, since the machine's process goes on for a second or two.
     *
     * @return the copy
     */
    public ManageCall waitingForUnlock() {
        return new ManageCall(manage, attempt, changes, deadline, progress, true);
    }

    /**
     * Runs VBoxManage.
     *
     * @param words its arguments, beginning with the command
     * @return what it printed, on standard output
     * @throws org.anfitrion.api.error.HypervisorException of the type that its error code stands for
     */
    public String run(String... words) {
        return run(List.of(words));
    }

    /**
     * Runs VBoxManage.
     *
     * @param words its arguments, beginning with the command
     * @return what it printed, on standard output
     * @throws org.anfitrion.api.error.HypervisorException of the type that its error code stands for
     */
    public String run(List<String> words) {
        return run(words, command -> command);
    }

    /**
     * Runs VBoxManage with arguments some of which are secret.
     *
     * @param words its arguments, beginning with the command
     * @param secrets adds what comes behind them to the command
     * @return what it printed, on standard output
     * @throws org.anfitrion.api.error.HypervisorException of the type that its error code stands for
     */
    public String run(List<String> words, Arguments secrets) {
        return checked(() -> attempt(words, secrets));
    }

    private String checked(Supplier<CommandResult> trial) {
        Deadline unlocking = Deadline.after(UNLOCKING);
        CommandResult result = trial.get();
        while (result.exitCode() != 0) {
            ManageError error = ManageError.parse(result.errors(), result.exitCode());
            if (!waitsForUnlock || !error.isLocked() || deadline.hasPassed() || unlocking.hasPassed()) {
                throw error.exception(attempt);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            result = trial.get();
        }
        return result.output();
    }

    /**
     * Runs VBoxManage, whatever comes of it.
     *
     * @param words its arguments, beginning with the command
     * @return exit code and outputs
     */
    public CommandResult attempt(String... words) {
        return attempt(List.of(words), command -> command);
    }

    private CommandResult attempt(List<String> words, Arguments secrets) {
        Optional<Lock> turn = manage.turn(words);
        turn.ifPresent(this::await);
        try {
            return attempt(command -> secrets.addTo(command.arguments(words)));
        } finally {
            turn.ifPresent(Lock::unlock);
        }
    }

    private void await(Lock turn) {
        Progress until = new UntilClosed(progress, manage.gate());
        try {
            while (!turn.tryLock(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
                if (deadline.hasPassed()) {
                    throw new OperationTimeoutException(
                            attempt.because("another call has kept the machine for longer than " + deadline.allowed()));
                }
                if (until.cancelled()) {
                    throw new OperationCancelledException(attempt.because("it was cancelled before it began"));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(attempt.because("the thread was interrupted while it waited")
                    .causedBy(e));
        }
    }

    private CommandResult attempt(Arguments arguments) {
        manage.gate().admit(attempt, changes);
        Command command = arguments.addTo(manage.command()).attempting(attempt.operation(), attempt.target());
        if (changes) {
            command = command.changing();
        }
        try {
            Percent percent = new Percent(progress);
            return command.eachErrorPiece(percent::take).run(deadline, new UntilClosed(progress, manage.gate()));
        } catch (OperationCancelledException e) {
            if (manage.gate().isClosed() && !progress.cancelled()) {
                throw new InvalidStateException(
                        e.failure().because("the session was closed meanwhile").causedBy(e));
            }
            throw e;
        }
    }

    /** Adds arguments to a command. */
    @FunctionalInterface
    public interface Arguments {

        /**
         * Adds them.
         *
         * @param command the command without them
         * @return the command with them
         */
        Command addTo(Command command);
    }

    /** A progress that also ends with the session. */
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
