package org.anfitrion.spi;

import java.util.Locale;

/** What can be done to a domain's power. */
public enum PowerAction {
    /** Turn it on. */
    START,
    /** Stop its CPUs. */
    SUSPEND,
    /** Let its CPUs go on. */
    RESUME,
    /** Ask the guest to shut down; does not wait until it has. */
    SHUTDOWN,
    /** Ask the guest to reboot; does not wait until it has. */
    REBOOT,
    /** Push the reset button. */
    RESET,
    /** Pull the plug. */
    DESTROY;

    /**
     * Returns the action as an infinitive, for messages.
     *
     * @return the word in lower case
     */
    public String verb() {
        return name().toLowerCase(Locale.ROOT);
    }
}
