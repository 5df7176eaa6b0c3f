package org.anfitrion.api.error;

/**
 * Something with this name or identity exists already. The host is unchanged.
 */
public final class AlreadyExistsException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failure what was attempted, on what, and why it failed
     */
    public AlreadyExistsException(Failure failure) {
        super(failure);
    }
}
