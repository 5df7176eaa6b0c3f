package org.anfitrion.libvirt;

import com.sun.jna.Memory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.VolumeStream;

/** What an upload and a download have in common: a stream that a worker serves while the caller does something else. */
final class Transfer implements AutoCloseable {

    /** How much one buffer takes. */
    static final int ROOM = 4 * VolumeStream.PACKET;

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.storage");
    private static final long CLOSE_SECONDS = 10;

    private final VolumeStream stream;
    private final Attempt attempt;
    private volatile boolean closed;

    Transfer(VolumeStream stream, Attempt attempt) {
        this.stream = stream;
        this.attempt = attempt;
    }

    VolumeStream stream() {
        return stream;
    }

    Attempt attempt() {
        return attempt;
    }

    /** Makes a buffer that native code reads and writes; its collection frees it. */
    static Memory buffer() {
        return new Memory(ROOM);
    }

    boolean isOpen() {
        return !closed;
    }

    void requireOpen() {
        if (closed) {
            throw new InvalidStateException(attempt.failure().because("it is closed"));
        }
    }

    /** Ends the stream, and waits for that unless the other side does not answer. Closing twice does no harm. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        CountDownLatch done = new CountDownLatch(1);
        Workers.run(() -> {
            try {
                stream.close();
            } finally {
                done.countDown();
            }
        });
        try {
            if (!done.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.WARNING, "a stream is still being closed: the backend does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
