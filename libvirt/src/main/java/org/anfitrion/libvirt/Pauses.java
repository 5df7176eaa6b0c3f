package org.anfitrion.libvirt;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.spi.Deadline;

/** The time between two looks at something that libvirt does not announce to whoever asked for it. */
final class Pauses {

    private static final Duration USUAL = Duration.ofMillis(100);

    private Pauses() {}

    /** Waits a little, and not beyond the deadline. */
    static void pause(Deadline deadline, Attempt attempt) {
        LockSupport.parkNanos(Math.min(USUAL.toNanos(), deadline.remainingNanos()));
        if (Thread.currentThread().isInterrupted()) {
            throw new OperationCancelledException(attempt.failure()
                    .because("the thread was interrupted while it waited")
                    .withOutcomeUnknown());
        }
    }
}
