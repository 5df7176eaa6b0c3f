package org.anfitrion.api.error;

import java.util.Optional;

/**
 * The root of everything that this library throws by itself.
 *
 * <p>The message says what was attempted, on what, and why it failed; what the backend said in its own words is in
 * {@link #nativeError()}. Programming mistakes that are not about a hypervisor ({@code null} arguments) are
 * {@link NullPointerException} as everywhere in Java.
 */
public abstract sealed class HypervisorException extends RuntimeException
        permits AccessDeniedException,
                AlreadyExistsException,
                AuthenticationFailedException,
                BackendFailureException,
                ConflictException,
                ConnectionLostException,
                DriverUnavailableException,
                InvalidSpecException,
                InvalidStateException,
                NotFoundException,
                OperationCancelledException,
                OperationTimeoutException,
                ResourceBusyException,
                UnsupportedCapabilityException {

    private static final long serialVersionUID = 1L;

    /** The parts of the message. */
    private final Failure failure;

    HypervisorException(Failure failure) {
        super(failure.message(), failure.cause());
        this.failure = failure;
    }

    /**
     * Returns the parts of the message.
     *
     * @return what was attempted, on what, and why it failed
     */
    public Failure failure() {
        return failure;
    }

    /**
     * Returns what the backend said.
     *
     * @return the backend's own code and words, if the failure came from it
     */
    public Optional<NativeError> nativeError() {
        return failure.nativeError();
    }

    /**
     * Tells whether the operation may have taken effect although it failed.
     *
     * @return true if the answer was lost; false if the host is known to be unchanged by it
     */
    public boolean outcomeUnknown() {
        return failure.outcomeUnknown();
    }
}
