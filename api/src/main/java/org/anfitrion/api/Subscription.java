package org.anfitrion.api;

/** A listener that was registered, until it is closed. Closing twice does no harm. Thread-safe. */
public interface Subscription extends AutoCloseable {

    /** Ends the subscription; the listener is not called again, but for a call that is running. */
    @Override
    void close();
}
