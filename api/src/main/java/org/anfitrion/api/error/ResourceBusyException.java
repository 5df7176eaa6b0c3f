package org.anfitrion.api.error;

/**
 * Something needed is held by somebody else, for now; the same call may succeed later.
 */
public final class ResourceBusyException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failure what was attempted, on what, and why it failed
     */
    public ResourceBusyException(Failure failure) {
        super(failure);
    }
}
