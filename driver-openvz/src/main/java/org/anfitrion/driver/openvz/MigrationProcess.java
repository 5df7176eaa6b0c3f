package org.anfitrion.driver.openvz;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.driver.openvz.tool.Dialect;
import org.anfitrion.driver.openvz.tool.Gate;
import org.anfitrion.driver.openvz.tool.Tools;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.CommandResult;
import org.jspecify.annotations.Nullable;

/**
 * One run of vzmigrate, wherever the source is, that can be ended from here. To end the ssh that reaches it would leave it alone there;
 * and what it started (rsync, ploop, ssh) would outlive it, as the script of vzctl 4.9 ends nothing. So it leads a session of its own,
 * and says its number first. For the thread that runs it.
 */
final class MigrationProcess implements Progress {

    /** A day: the files of a large container take hours. */
    private static final Duration LONGEST = Duration.ofDays(1);

    /** For whoever is asked to end, and has to put things back first. */
    private static final int GRACE_SECONDS = 60;

    private static final Duration ENDING = Duration.ofSeconds(GRACE_SECONDS + 30);

    private static final int NO_PROGRAM = 127;

    private static final String LEAD = "echo \"$$\"; exec \"$@\"";

    /**
     * Asks process $1 (negative: a group) to end, waits for group $2, and insists. Zombies (proc(5), "stat") do not count: where the
     * first process reaps nobody they stay.
     */
    private static final String END = """
            alive() {
                for file in /proc/[0-9]*/stat; do
                    { read -r line <"$file"; } 2>/dev/null || continue
                    set -- ${line##*) }
                    if [ "$3" = "$leader" ] && [ "$1" != Z ] && [ "$1" != X ]; then return 0; fi
                done
                return 1
            }
            leader=$2
            kill -s TERM -- "$1" 2>/dev/null
            left=%d
            while alive; do
                if [ "$left" -le 0 ]; then kill -s KILL -- "-$leader"; exit 0; fi
                left=$((left - 1))
                sleep 0.1 2>/dev/null || { sleep 1; left=$((left - 9)); }
            done
            """.formatted(10 * GRACE_SECONDS);

    private final Tools tools;
    private final Gate gate;
    private final Dialect dialect;
    private final Failure attempt;
    private final Progress watcher;
    private final Deadline deadline = Deadline.after(LONGEST);

    private long leader;
    private @Nullable Deadline wanted;
    private boolean stopped;

    MigrationProcess(Tools tools, Gate gate, Dialect dialect, Failure attempt, Progress watcher) {
        this.tools = tools;
        this.gate = gate;
        this.dialect = dialect;
        this.attempt = attempt;
        this.watcher = watcher;
    }

    /**
     * Runs it to its end.
     *
     * @param words vzmigrate and its arguments
     * @throws HypervisorException if it failed, or was ended
     */
    void run(List<String> words) {
        watcher.report(0, 0, WorkUnit.STEPS);
        List<String> led = new ArrayList<>(
                List.of("setsid", "sh", "-c", LEAD, "sh", tools.place().tool(words.get(0))));
        led.addAll(words.subList(1, words.size()));
        CommandResult result = tools.to(attempt)
                .changing()
                .watchedBy(this)
                .until(Deadline.after(LONGEST.plus(ENDING)))
                .eachLine(this::read)
                .result(led);
        if (result.exitCode() == 0) {
            return; // even if it was asked to end: it was done by then
        }
        if (stopped) {
            throw reason();
        }
        if (result.exitCode() == NO_PROGRAM) {
            throw new DriverUnavailableException(
                    attempt.because("the host has no program 'vzmigrate', of OpenVZ's package vzctl or vzmigrate"));
        }
        throw dialect.failed(words.get(0), result, attempt);
    }

    private void read(String line) {
        if (leader == 0 && line.matches("[1-9][0-9]{0,8}")) {
            leader = Long.parseLong(line);
        }
    }

    /** The number that it has on its host; 0 if it did not begin. */
    long leader() {
        return leader;
    }

    /** Tells whether it was ended from here before it was done. */
    boolean wasStopped() {
        return stopped;
    }

    /** Ends it and all that it started, and waits for that. */
    void stop() {
        if (leader == 0 || stopped) {
            return;
        }
        stopped = true;
        // OpenVZ 7's ends what it started, and clears up on both hosts before it ends ("Programm terminated").
        String first = dialect.namesByUuid() ? Long.toString(leader) : "-" + leader;
        tools.to(attempt)
                .changing()
                .until(Deadline.after(ENDING))
                .result(List.of("sh", "-c", END, "sh", first, Long.toString(leader)));
    }

    private boolean unwanted() {
        return watcher.cancelled() || gate.isClosed() || deadline.hasPassed();
    }

    private HypervisorException reason() {
        if (watcher.cancelled()) {
            return new OperationCancelledException(attempt.because("it was cancelled"));
        }
        if (gate.isClosed()) {
            return new InvalidStateException(attempt.because("the session was closed meanwhile"));
        }
        return deadline.hasPassed()
                ? new OperationTimeoutException(attempt.because("it took more than " + LONGEST.toHours() + " hours"))
                : new OperationCancelledException(attempt.because("its thread was interrupted"));
    }

    @Override
    public void report(long done, long total, WorkUnit unit) {
        watcher.report(done, total, unit);
    }

    /** Asked again and again while it runs: it is ended here, and only what does not say its number is left to be killed. */
    @Override
    public boolean cancelled() {
        if (stopped || !unwanted()) {
            return false;
        }
        if (leader != 0) {
            stop();
            return false;
        }
        if (wanted == null) {
            wanted = Deadline.after(ENDING);
        }
        return wanted.hasPassed();
    }

    @Override
    public void onCancel(Runnable action) {
        watcher.onCancel(action);
    }
}
