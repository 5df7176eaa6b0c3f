package org.anfitrion.api.error;

/**
 * The configuration was changed by somebody else since it was read. Nothing was overwritten: read again and decide.
 */
public final class ConflictException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failure what was attempted, on what, and why it failed
     */
    public ConflictException(Failure failure) {
        super(failure);
    }
}
