package org.anfitrion.api.error;

/**
 * The deadline passed first. What was waited for may still happen.
 */
public final class OperationTimeoutException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failure what was attempted, on what, and why it failed
     */
    public OperationTimeoutException(Failure failure) {
        super(failure);
    }
}
