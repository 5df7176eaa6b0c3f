package org.anfitrion.libvirt;

import com.sun.jna.ptr.LongByReference;
import java.time.Duration;
import java.util.concurrent.Future;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.libvirt.wire.Attempt;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the other side of a wire is silent: it asks something small now and then, and gives up when nothing at all
 * was answered for a while.
 *
 * <p>libvirt has a keepalive of its own, which is not used: where several calls wait when it gives up, libvirt before 10.4
 * leaves one of them waiting and then reads memory that is no more (CVE-2024-4418), which ends the process.
 */
final class Heartbeat implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Calls calls;
    private final Attempt attempt;
    private @Nullable Future<?> schedule;
    private boolean asking;
    private long answersBefore;
    private long since;

    Heartbeat(Calls calls, Attempt attempt) {
        this.calls = calls;
        this.attempt = attempt;
    }

    synchronized void start() {
        schedule = Workers.every(INTERVAL, this::beat);
    }

    private synchronized void beat() {
        long answers = calls.answers();
        if (!asking) {
            asking = true;
            since = System.nanoTime();
            answersBefore = answers;
            Workers.run(this::ask);
        } else if (answers != answersBefore) {
            since = System.nanoTime(); // it is busy, not silent
            answersBefore = answers;
        } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
            calls.lost(new ConnectionLostException(attempt.failure()
                    .because("the other side did not answer for " + PATIENCE.toSeconds() + " seconds")));
            close();
        }
    }

    private void ask() {
        try {
            calls.aside(
                    attempt,
                    wire -> wire.library().virConnectGetLibVersion(wire.pointer(), new LongByReference()) == 0
                            || wire.library().virConnectIsAlive(wire.pointer()) == 1);
        } catch (HypervisorException e) {
            close(); // closed or lost: there is nothing more to find out
        } finally {
            answered();
        }
    }

    private synchronized void answered() {
        asking = false;
    }

    @Override
    public synchronized void close() {
        if (schedule != null) {
            schedule.cancel(false);
        }
    }
}
