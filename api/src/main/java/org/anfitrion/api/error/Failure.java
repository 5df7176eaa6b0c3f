package org.anfitrion.api.error;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of a {@link HypervisorException}: what was attempted, on what, and why it did not work.
 *
 * <p>Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * throw new InvalidStateException(
 *         Failure.to("start", "domain 'web'").because("it is already running"));
 * }</pre>
 */
public final class Failure implements Serializable {

    private static final long serialVersionUID = 1L;

    private final transient String operation;
    private final transient String target;
    private final transient String reason;
    private final transient @Nullable NativeError nativeError;
    private final transient @Nullable Throwable cause;
    private final transient boolean outcomeUnknown;

    Failure(
            String operation,
            String target,
            String reason,
            @Nullable NativeError nativeError,
            @Nullable Throwable cause,
            boolean outcomeUnknown) {
        this.operation = Objects.requireNonNull(operation, "operation");
        this.target = Objects.requireNonNull(target, "target");
        this.reason = Objects.requireNonNull(reason, "reason");
        this.nativeError = nativeError;
        this.cause = cause;
        this.outcomeUnknown = outcomeUnknown;
    }

    /**
     * Begins the account of a failure.
     *
     * @param operation what was attempted, as an infinitive: {@code start}, {@code look up}
     * @param target what it was attempted on: {@code domain 'web'}, {@code qemu:///system}
     * @return the failure, still without a reason
     */
    public static Failure to(String operation, String target) {
        return new Failure(operation, target, "", null, null, false);
    }

    /**
     * Adds the reason, in plain words.
     *
     * @param why the reason
     * @return a copy with that reason
     */
    public Failure because(String why) {
        return new Failure(operation, target, why, nativeError, cause, outcomeUnknown);
    }

    /**
     * Adds what the backend said; it becomes the reason unless one is given.
     *
     * @param error the backend's report
     * @return a copy with that report
     */
    public Failure saidBy(NativeError error) {
        Objects.requireNonNull(error, "error");
        return new Failure(
                operation, target, reason.isEmpty() ? error.message() : reason, error, cause, outcomeUnknown);
    }

    /**
     * Adds the exception that caused the failure.
     *
     * @param throwable the cause
     * @return a copy with that cause
     */
    public Failure causedBy(Throwable throwable) {
        return new Failure(
                operation, target, reason, nativeError, Objects.requireNonNull(throwable, "throwable"), outcomeUnknown);
    }

    /**
     * Says that the operation may or may not have taken effect, for instance because the wire broke before the answer.
     *
     * @return a copy that says so
     */
    public Failure withOutcomeUnknown() {
        return new Failure(operation, target, reason, nativeError, cause, true);
    }

    /**
     * Returns what was attempted.
     *
     * @return the operation, as an infinitive
     */
    public String operation() {
        return operation;
    }

    /**
     * Returns what it was attempted on.
     *
     * @return the target
     */
    public String target() {
        return target;
    }

    /**
     * Returns why it failed.
     *
     * @return the reason in plain words, possibly empty
     */
    public String reason() {
        return reason;
    }

    /**
     * Returns what the backend said.
     *
     * @return the backend's own report, if the failure came from it
     */
    public Optional<NativeError> nativeError() {
        return Optional.ofNullable(nativeError);
    }

    /**
     * Tells whether the operation may have taken effect all the same.
     *
     * @return true if nobody knows
     */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }

    @Nullable
    Throwable cause() {
        return cause;
    }

    /**
     * Sends the parts in its stead, from which it is made anew.
     *
     * @return the parts
     */
    private Object writeReplace() {
        return new SentFailure(
                operation,
                target,
                reason,
                nativeError == null ? null : nativeError.source(),
                nativeError == null ? 0 : nativeError.code(),
                nativeError == null ? "" : nativeError.message(),
                cause,
                outcomeUnknown);
    }

    String message() {
        StringBuilder text = new StringBuilder("cannot ").append(operation);
        if (!target.isEmpty()) {
            text.append(' ').append(target);
        }
        if (!reason.isEmpty()) {
            text.append(": ").append(reason);
        }
        if (outcomeUnknown) {
            text.append(" (the outcome is unknown: it may have taken effect)");
        }
        if (nativeError != null) {
            text.append(" [").append(nativeError.source()).append(" error ").append(nativeError.code());
            if (!nativeError.message().equals(reason)) {
                text.append(": ").append(nativeError.message());
            }
            text.append(']');
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return message();
    }
}
