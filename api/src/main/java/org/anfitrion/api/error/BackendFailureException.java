package org.anfitrion.api.error;

/**
 * The backend failed in a way that no other type describes; {@link #nativeError()} has its code and words.
 */
public final class BackendFailureException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failure what was attempted, on what, and why it failed
     */
    public BackendFailureException(Failure failure) {
        super(failure);
    }
}
