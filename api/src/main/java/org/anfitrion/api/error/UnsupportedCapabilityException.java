package org.anfitrion.api.error;

/**
 * This backend, in this version or configuration, cannot do what was asked. The host is unchanged.
 */
public final class UnsupportedCapabilityException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failure what was attempted, on what, and why it failed
     */
    public UnsupportedCapabilityException(Failure failure) {
        super(failure);
    }
}
