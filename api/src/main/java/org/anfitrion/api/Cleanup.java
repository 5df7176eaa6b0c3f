package org.anfitrion.api;

import org.anfitrion.api.error.HypervisorException;

/** Undoes what was begun, when the rest of it failed. */
final class Cleanup {

    private Cleanup() {}

    /** What goes wrong in tidying up is told with the failure that made it necessary, and does not hide it. */
    static void after(RuntimeException failure, Runnable undo) {
        try {
            undo.run();
        } catch (HypervisorException e) {
            failure.addSuppressed(e);
        }
    }
}
