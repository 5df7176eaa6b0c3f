package org.anfitrion.testkit.contract;

import java.util.OptionalInt;
import org.anfitrion.spi.Session;

/**
 * A connection that can be cut: a TCP proxy before a daemon, a fault injected into an imitation. Each is used once.
 */
public interface Wire extends AutoCloseable {

    /**
     * Returns the session that uses the connection, opened.
     *
     * @return the session
     */
    Session session();

    /** Stops everything on the wire, so that a call that is made now waits for its answer. */
    void stall();

    /**
     * Returns how many calls are being held up.
     *
     * @return the number since {@link #stall}; empty if the wire cannot tell
     */
    default OptionalInt held() {
        return OptionalInt.empty();
    }

    /** Cuts the wire: what waits for an answer never gets one. */
    void cut();

    /** Releases what the wire itself took; the session is closed by whoever used it. */
    @Override
    void close();
}
