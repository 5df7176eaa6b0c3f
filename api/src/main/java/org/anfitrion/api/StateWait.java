package org.anfitrion.api;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.event.DomainLifecycleEvent;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;

/** Waits for a domain's state: woken by events where there are some, and looking now and then in any case. */
final class StateWait {

    /** Between looks where events wake the waiter: an event can be lost with its connection. */
    private static final Duration RARELY = Duration.ofSeconds(2);

    /** Between looks where nothing else tells. */
    private static final Duration OFTEN = Duration.ofMillis(100);

    private static final Subscription NONE = () -> {};

    private final Domain domain;
    private final Semaphore wakeUps = new Semaphore(0);

    StateWait(Domain domain) {
        this.domain = domain;
    }

    DomainStatus until(DomainState wanted, Deadline deadline) {
        return until(wanted.toString(), status -> status.state() == wanted, deadline, () -> false);
    }

    DomainStatus untilStopped(Progress progress) {
        progress.onCancel(wakeUps::release);
        return until(
                "stopped",
                status -> !status.state().isActive(),
                Deadline.after(Duration.ofDays(36_500)),
                progress::cancelled);
    }

    private DomainStatus until(
            String wanted, Predicate<DomainStatus> reached, Deadline deadline, BooleanSupplier cancelled) {
        Subscription subscription = listen();
        Duration pause = subscription == NONE ? OFTEN : RARELY;
        try (subscription) {
            while (true) {
                DomainStatus status = domain.statusOrGone();
                if (reached.test(status)) {
                    return status;
                }
                Failure failure = Failure.to("wait until", domain + " is " + wanted);
                if (cancelled.getAsBoolean()) {
                    throw new OperationCancelledException(failure.because("the wait was cancelled; it is " + status));
                }
                if (deadline.hasPassed()) {
                    throw new OperationTimeoutException(
                            failure.because("after " + Words.of(deadline.allowed()) + " it is " + status));
                }
                pause(failure, Math.min(pause.toNanos(), deadline.remainingNanos()));
            }
        }
    }

    private Subscription listen() {
        try {
            return domain.host().events().subscribe(this::wake, wakeUps::release);
        } catch (UnsupportedCapabilityException e) {
            return NONE; // a backend without events is looked at often
        }
    }

    private void wake(HypervisorEvent event) {
        boolean ofAnother = event instanceof DomainLifecycleEvent lifecycle
                && !lifecycle.domain().equals(domain.id());
        if (!ofAnother) {
            wakeUps.release();
        }
    }

    private void pause(Failure failure, long nanos) {
        try {
            wakeUps.tryAcquire(nanos, TimeUnit.NANOSECONDS);
            wakeUps.drainPermits();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(
                    failure.because("the thread was interrupted").causedBy(e));
        }
    }
}
