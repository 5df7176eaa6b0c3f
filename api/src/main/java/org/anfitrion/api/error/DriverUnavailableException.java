package org.anfitrion.api.error;

/**
 * No driver serves the URI, or the one that does cannot run here: a missing artifact, a native library that is not
 * installed, another SPI level. The message says what would help.
 */
public final class DriverUnavailableException extends HypervisorException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failure what was attempted, on what, and why it failed
     */
    public DriverUnavailableException(Failure failure) {
        super(failure);
    }
}
