package org.anfitrion.libvirt.wire;

import com.sun.jna.Pointer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * libvirt's event loop: one per process, on one daemon thread. Callbacks run on it, one after the other, so none may wait
 * for anything.
 */
final class EventLoop {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.native");
    /** So that the loop never sleeps for ever, whatever a libvirt version does about waking it. */
    private static final Duration TICK = Duration.ofSeconds(1);

    private EventLoop() {}

    static void start(LibvirtLibrary library, Pointer noOperation) {
        Attempt attempt = new Attempt("start", "libvirt's event loop", false);
        if (library.virEventRegisterDefaultImpl() < 0
                || library.virEventAddTimeout((int) TICK.toMillis(), noOperation, null, null) < 0) {
            throw LibvirtError.last(library).translate(attempt);
        }
        Thread thread = new Thread(() -> run(library), "anfitrion-libvirt-events");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run(LibvirtLibrary library) {
        while (true) {
            if (library.virEventRunDefaultImpl() < 0) {
                LOG.log(Level.WARNING, "libvirt''s event loop failed: {0}", LibvirtError.last(library));
                LockSupport.parkNanos(TICK.toNanos());
            }
        }
    }
}
