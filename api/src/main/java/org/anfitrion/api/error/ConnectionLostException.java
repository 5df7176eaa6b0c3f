package org.anfitrion.api.error;

/**
 * The connection to the backend broke, or could not be made. For a change, {@link #outcomeUnknown()} says whether it may
 * have taken effect.
 */
public final class ConnectionLostException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failure what was attempted, on what, and why it failed
     */
    public ConnectionLostException(Failure failure) {
        super(failure);
    }
}
