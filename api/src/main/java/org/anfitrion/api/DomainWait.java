package org.anfitrion.api;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.event.DomainEvent;
import org.anfitrion.api.event.HypervisorEvent;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;
import org.jspecify.annotations.Nullable;

/** Waits for something about a domain: woken by events where there are some, and looking now and then in any case. */
final class DomainWait {

    /** Between looks where events wake the waiter: an event can be lost with its connection. */
    private static final Duration RARELY = Duration.ofSeconds(2);

    /** Between looks where nothing else tells. */
    private static final Duration OFTEN = Duration.ofMillis(100);

    private static final Subscription NONE = () -> {};

    private final Domain domain;
    private final Semaphore wakeUps = new Semaphore(0);

    DomainWait(Domain domain) {
        this.domain = domain;
    }

    DomainStatus untilState(DomainState wanted, Deadline deadline) {
        return untilStatus(wanted.toString(), status -> status.state() == wanted, deadline, () -> false);
    }

    DomainStatus untilStopped(Progress progress) {
        progress.onCancel(wakeUps::release);
        return untilStatus(
                "stopped",
                status -> !status.state().isActive(),
                Deadline.after(Duration.ofDays(36_500)),
                progress::cancelled);
    }

    private DomainStatus untilStatus(
            String wanted, Predicate<DomainStatus> reached, Deadline deadline, BooleanSupplier cancelled) {
        Subscription subscription = listen();
        return until(
                domain + " is " + wanted,
                () -> {
                    DomainStatus status = domain.statusOrGone();
                    return reached.test(status) ? Look.found(status) : Look.notYet("it is " + status);
                },
                deadline,
                subscription,
                subscription == NONE ? OFTEN : RARELY,
                cancelled);
    }

    /** Waits for something that no event tells of. */
    <T> T until(String wanted, Supplier<Look<T>> look, Deadline deadline) {
        return until(wanted, look, deadline, listen(), OFTEN, () -> false);
    }

    private <T> T until(
            String wanted,
            Supplier<Look<T>> look,
            Deadline deadline,
            Subscription subscription,
            Duration pause,
            BooleanSupplier cancelled) {
        try (subscription) {
            while (true) {
                Look<T> seen = look.get();
                if (seen.result() != null) {
                    return seen.result();
                }
                Failure failure = Failure.to("wait until", wanted);
                if (cancelled.getAsBoolean()) {
                    throw new OperationCancelledException(failure.because("the wait was cancelled; " + seen.instead()));
                }
                if (deadline.hasPassed()) {
                    throw new OperationTimeoutException(
                            failure.because("after " + Words.of(deadline.allowed()) + " " + seen.instead()));
                }
                pause(failure, Math.min(pause.toNanos(), deadline.remainingNanos()));
            }
        }
    }

    /** What one look showed: the result, or what there is instead. */
    record Look<T>(@Nullable T result, String instead) {

        static <T> Look<T> found(T result) {
            return new Look<>(result, "");
        }

        static <T> Look<T> notYet(String instead) {
            return new Look<>(null, instead);
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
        boolean ofAnother = event instanceof DomainEvent told && !told.domain().equals(domain.id());
        if (!ofAnother) {
            wakeUps.release();
        }
    }

    private void pause(Failure failure, long nanos) {
        try {
            wakeUps.tryAcquire(nanos, TimeUnit.NANOSECONDS);
            wakeUps.drainPermits();
        } catch (InterruptedException e) {
            throw Threads.interrupted(failure, e);
        }
    }
}
