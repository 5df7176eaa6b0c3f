package org.anfitrion.libvirt;

import java.nio.ByteBuffer;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.storage.VolumeReader;
import org.anfitrion.libvirt.wire.Attempt;

/** The download of no bytes, which libvirt would take for one of all. */
final class NothingToRead implements VolumeReader {

    private final Attempt attempt;
    private volatile boolean closed;

    NothingToRead(Attempt attempt) {
        this.attempt = attempt;
    }

    @Override
    public int read(ByteBuffer target) {
        requireOpen();
        return -1;
    }

    @Override
    public long skipHole() {
        requireOpen();
        return 0;
    }

    private void requireOpen() {
        if (closed) {
            throw new InvalidStateException(attempt.failure().because("it is closed"));
        }
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
