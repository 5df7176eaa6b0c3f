package org.anfitrion.libvirt;

import com.sun.jna.Memory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.anfitrion.api.error.ConnectionLostException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.DomainReference;
import org.anfitrion.libvirt.wire.WireConnection;
import org.anfitrion.spi.Progress;

/**
 * Long calls on a domain, of which libvirt makes a job ({@code virDomainGetJobInfo}): while one lasts, somebody is told how
 * far it is, and it is aborted once it is cancelled. Thread-safe.
 */
final class DomainJobs {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.guests");
    private static final Duration LOOK = Duration.ofMillis(250);

    /** {@code virDomainJobInfo}: an int, then eleven numbers of eight bytes. */
    private static final int INFO_SIZE = 96;

    private static final int INFO_TOTAL = 24;
    private static final int INFO_DONE = 32;
    private static final int NO_JOB = 0;

    private final Calls calls;

    DomainJobs(Calls calls) {
        this.calls = calls;
    }

    /** Makes the call, and watches the job meanwhile. */
    <T> T run(Attempt attempt, UUID domain, Progress progress, Calls.Body<T> body) {
        refuseCancelled(attempt, progress);
        Watch watch = new Watch(domain, progress);
        Future<?> looking = Workers.every(LOOK, watch::look);
        progress.onCancel(watch::look);
        try {
            return calls.change(attempt, body);
        } catch (HypervisorException e) {
            if (progress.cancelled() && !(e instanceof ConnectionLostException)) {
                throw new OperationCancelledException(
                        attempt.failure().because("it was cancelled").causedBy(e));
            }
            throw e;
        } finally {
            watch.over.set(true);
            looking.cancel(false);
        }
    }

    static void refuseCancelled(Attempt attempt, Progress progress) {
        if (progress.cancelled()) {
            throw new OperationCancelledException(
                    attempt.failure().because("it was cancelled before anything was sent"));
        }
    }

    private final class Watch {

        private final UUID domain;
        private final Progress progress;
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicBoolean looking = new AtomicBoolean();

        Watch(UUID domain, Progress progress) {
            this.domain = domain;
            this.progress = progress;
        }

        /** Does not wait: an answer may take long, and the next look is left out until it is there. */
        void look() {
            if (!over.get() && looking.compareAndSet(false, true)) {
                Workers.run(() -> {
                    try {
                        calls.aside(new Attempt("watch", "domain " + domain, false), this::look);
                    } catch (HypervisorException e) {
                        LOG.log(Level.DEBUG, "how far a domain's job is cannot be told", e);
                    } finally {
                        looking.set(false);
                    }
                });
            }
        }

        private boolean look(WireConnection wire) {
            Attempt attempt = new Attempt("watch", "domain " + domain, false);
            try (DomainReference reference = wire.domain(domain, attempt);
                    Memory info = new Memory(INFO_SIZE)) {
                info.clear();
                Inventory.check(wire, wire.library().virDomainGetJobInfo(reference.pointer(), info), attempt);
                if (over.get() || info.getInt(0) == NO_JOB) {
                    return false;
                }
                if (progress.cancelled()) {
                    // The job may have begun after the first try, so each look tries again.
                    Inventory.check(wire, wire.library().virDomainAbortJob(reference.pointer()), attempt);
                } else if (info.getLong(INFO_TOTAL) > 0) {
                    progress.report(info.getLong(INFO_DONE), info.getLong(INFO_TOTAL), WorkUnit.BYTES);
                }
                return true;
            }
        }
    }
}
