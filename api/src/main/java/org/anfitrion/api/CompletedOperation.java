package org.anfitrion.api;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * One operation of a connection, as {@link OperationListener} is told of it. Made of few, lasting words, none of them the name
 * of a host or a guest, so that all but the duration can be labels of a metric.
 *
 * <p>The operations are named after the handle and its method: {@code domain.start}, {@code domains.list}, {@code
 * console.read}; {@code hypervisor.connect} and {@code hypervisor.reconnect} open a session. One method may be several
 * operations: {@code Domain.update} with a function reads, then updates; a wait looks again and again.
 *
 * @param name the operation, such as {@code domain.start}; it stays the same from version to version
 * @param change whether it is one that changes something, and so is never repeated
 * @param driver the driver's name, such as {@code kvm}
 * @param scheme the URI's scheme without transport, such as {@code qemu}
 * @param duration how long the caller waited, reconnection included
 * @param attempts how often it was asked: more than once if the wire broke and it was repeated over a new session
 * @param failure what kind of exception it ended with; empty if it succeeded
 * @param outcomeUnknown whether it failed and may have taken effect all the same
 */
public record CompletedOperation(
        String name,
        boolean change,
        String driver,
        String scheme,
        Duration duration,
        int attempts,
        Optional<Class<? extends Throwable>> failure,
        boolean outcomeUnknown) {

    /** What {@link #outcome()} says of an operation that did not fail. */
    public static final String SUCCESS = "success";

    /**
     * Checks that nothing is missing.
     *
     * @param name the operation, such as {@code domain.start}; it stays the same from version to version
     * @param change whether it is one that changes something, and so is never repeated
     * @param driver the driver's name, such as {@code kvm}
     * @param scheme the URI's scheme without transport, such as {@code qemu}
     * @param duration how long the caller waited, reconnection included
     * @param attempts how often it was asked: more than once if the wire broke and it was repeated over a new session
     * @param failure what kind of exception it ended with; empty if it succeeded
     * @param outcomeUnknown whether it failed and may have taken effect all the same
     */
    public CompletedOperation {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(driver, "driver");
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(duration, "duration");
        Objects.requireNonNull(failure, "failure");
    }

    /**
     * Returns how it ended, in one word.
     *
     * @return {@link #SUCCESS}, or the exception's simple name such as {@code NotFoundException}
     */
    public String outcome() {
        return failure.map(Class::getSimpleName).orElse(SUCCESS);
    }
}
