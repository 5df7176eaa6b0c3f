package org.anfitrion.api.error;

/**
 * The operation was cancelled, or the thread that waited for it was interrupted (its interrupt flag is set again).
 */
public final class OperationCancelledException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failure what was attempted, on what, and why it failed
     */
    public OperationCancelledException(Failure failure) {
        super(failure);
    }
}
