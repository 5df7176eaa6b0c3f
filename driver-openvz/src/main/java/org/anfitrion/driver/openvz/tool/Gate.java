package org.anfitrion.driver.openvz.tool;

import org.anfitrion.api.error.Failure;

/** What a session lets through. Thread-safe. */
public interface Gate {

    /**
     * Lets a call through, or throws.
     *
     * @param attempt what is attempted
     * @param changes whether it changes something
     * @throws org.anfitrion.api.error.InvalidStateException if the session is closed
     * @throws org.anfitrion.api.error.AccessDeniedException if it changes something in a read-only session
     * @throws org.anfitrion.api.error.ConnectionLostException if the host was lost
     */
    void admit(Failure attempt, boolean changes);

    /**
     * Tells whether the session is closed.
     *
     * @return whether it is
     */
    boolean isClosed();

    /** Says that the host cannot be reached any more. */
    void lost();
}
