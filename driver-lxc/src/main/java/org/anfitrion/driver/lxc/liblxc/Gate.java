package org.anfitrion.driver.lxc.liblxc;

import org.anfitrion.api.error.Failure;

/** Lets calls through while a session is open. Thread-safe. */
interface Gate {

    /** Refuses a call that comes too late, or changes something in a session that must not. */
    void admit(Failure attempt, boolean changes);

    /** Tells whether the session was closed. */
    boolean isClosed();

    /** Tells whether the session must not change anything. */
    boolean isReadOnly();
}
