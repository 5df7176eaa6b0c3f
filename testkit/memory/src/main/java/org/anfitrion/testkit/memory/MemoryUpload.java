package org.anfitrion.testkit.memory;

import java.nio.ByteBuffer;
import java.util.function.ToIntFunction;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeWriter;

/** Writes into a volume, which is as large at the end as it has to be. */
final class MemoryUpload implements VolumeWriter {

    private final MemorySession session;
    private final Call call;
    private final VolumeId id;
    private final Volumes volumes;
    private final long end;
    private long position;
    private volatile boolean closed;
    private boolean finished;

    MemoryUpload(MemorySession session, Call call, VolumeId id, Volumes volumes, long offset, long length) {
        this.session = session;
        this.call = call;
        this.id = id;
        this.volumes = volumes;
        this.position = offset;
        this.end = length > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + length;
    }

    @Override
    public int write(ByteBuffer source) {
        return append(source.remaining(), image -> {
            int length = source.remaining();
            session.model().images().write(image, position, source, call);
            return length;
        });
    }

    @Override
    public void hole(long length) {
        if (length < 0) {
            throw InvalidSpecException.of("hole", length, "it is not negative");
        }
        append(length, image -> {
            session.model().images().zero(image, position, length, call);
            return 0;
        });
    }

    private int append(long length, ToIntFunction<Image> work) {
        return session.perform(call, () -> {
            requireOpen();
            if (length > end - position) {
                throw new InvalidStateException(call.failure("more bytes come than were announced"));
            }
            int result = work.applyAsInt(volumes.require(id, call));
            position += length;
            return result;
        });
    }

    @Override
    public void finish() {
        if (!finished) {
            session.perform(call, () -> {
                requireOpen();
                volumes.require(id, call);
                finished = true;
                closed = true;
                return true;
            });
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

    private void requireOpen() {
        if (closed) {
            throw new InvalidStateException(call.failure("the upload is closed"));
        }
    }
}
