package org.anfitrion.driver.vbox.manage;

import org.anfitrion.api.error.Failure;

/** What stands before every call: a session that is closed or read-only lets none, or not all, through. Thread-safe. */
public interface Gate {

    /**
     * Lets a call through, or not.
     *
     * @param attempt what is attempted, for the message
     * @param changes whether it changes something
     * @throws org.anfitrion.api.error.InvalidStateException if the session is closed
     * @throws org.anfitrion.api.error.AccessDeniedException if the session is read-only and the call changes something
     */
    void admit(Failure attempt, boolean changes);

    /**
     * Tells whether the session has been closed, so that a call that still runs should end.
     *
     * @return true once it was closed
     */
    boolean isClosed();
}
