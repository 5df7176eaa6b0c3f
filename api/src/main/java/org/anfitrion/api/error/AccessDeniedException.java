package org.anfitrion.api.error;

/**
 * The backend knows the caller and does not allow the operation, or the connection was opened read-only.
 */
public final class AccessDeniedException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failure what was attempted, on what, and why it failed
     */
    public AccessDeniedException(Failure failure) {
        super(failure);
    }
}
