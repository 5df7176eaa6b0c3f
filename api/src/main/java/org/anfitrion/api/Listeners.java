package org.anfitrion.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** Calls code of the application, which may throw: its failure is its own, and nobody else's. */
final class Listeners {

    private static final Logger LOG = System.getLogger("org.anfitrion.listeners");

    private Listeners() {}

    static <T> void call(Consumer<? super T> listener, T value) {
        try {
            listener.accept(value);
        } catch (Throwable e) { // whatever: a failed assertion or a missing class of the application's is its own, too
            LOG.log(Level.WARNING, () -> "a listener failed on " + value, e);
        }
    }
}
