package org.anfitrion.api.error;

/**
 * The backend did not accept the credentials, or asked for some that were not given.
 */
public final class AuthenticationFailedException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failure what was attempted, on what, and why it failed
     */
    public AuthenticationFailedException(Failure failure) {
        super(failure);
    }
}
