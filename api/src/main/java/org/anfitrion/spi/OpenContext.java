package org.anfitrion.spi;

import java.util.Objects;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.unit.DataSize;

/**
 * How a session is to be opened.
 *
 * @param deadline until when
 * @param readOnly whether the session must not be able to change anything
 * @param credentials who answers what the backend asks
 * @param guestsOnClose what becomes of running guests at the end
 * @param consoleBuffer how much of each console's output the session keeps
 */
public record OpenContext(
        Deadline deadline,
        boolean readOnly,
        Credentials credentials,
        GuestsOnClose guestsOnClose,
        DataSize consoleBuffer) {

    /**
     * Checks that nothing is missing.
     *
     * @param deadline until when
     * @param readOnly whether the session must not be able to change anything
     * @param credentials who answers what the backend asks
     * @param guestsOnClose what becomes of running guests at the end
     * @param consoleBuffer how much of each console's output the session keeps
     */
    public OpenContext {
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(credentials, "credentials");
        Objects.requireNonNull(guestsOnClose, "guestsOnClose");
        Objects.requireNonNull(consoleBuffer, "consoleBuffer");
    }

    /** Leaves the credentials out: an application may have made them a record. */
    @Override
    public String toString() {
        return "OpenContext[" + deadline + ", readOnly=" + readOnly + ", guestsOnClose=" + guestsOnClose
                + ", consoleBuffer=" + consoleBuffer + "]";
    }
}
