package org.anfitrion.api.error;

/**
 * The object is not in a state that allows the operation: start of the running, stop of the stopped, use after close.
 */
public final class InvalidStateException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failure what was attempted, on what, and why it failed
     */
    public InvalidStateException(Failure failure) {
        super(failure);
    }
}
