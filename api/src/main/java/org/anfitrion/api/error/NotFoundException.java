package org.anfitrion.api.error;

/**
 * What was named does not exist on the host, or does not any more.
 */
public final class NotFoundException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failure what was attempted, on what, and why it failed
     */
    public NotFoundException(Failure failure) {
        super(failure);
    }
}
