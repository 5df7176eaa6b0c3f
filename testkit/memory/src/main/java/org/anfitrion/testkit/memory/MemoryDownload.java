package org.anfitrion.testkit.memory;

import java.nio.ByteBuffer;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.storage.VolumeReader;

/** Reads what a volume had when the download began. */
final class MemoryDownload implements VolumeReader {

    private final MemorySession session;
    private final Call call;
    private final ImageContent content;
    private final long end;
    private long position;
    private volatile boolean closed;

    MemoryDownload(MemorySession session, Call call, ImageContent content, long offset, long length) {
        this.session = session;
        this.call = call;
        this.content = content;
        this.position = Math.min(offset, content.capacity());
        this.end = length > content.capacity() - position ? content.capacity() : position + length;
    }

    @Override
    public int read(ByteBuffer target) {
        return session.perform(call, () -> {
            requireOpen();
            if (position >= end) {
                return -1;
            }
            int limit = target.limit();
            target.limit((int) Math.min(limit, target.position() + end - position));
            int read = content.read(position, target);
            target.limit(limit);
            position += read;
            return read;
        });
    }

    @Override
    public long skipHole() {
        return session.perform(call, () -> {
            requireOpen();
            long hole = Math.min(content.holeAt(position), end - position);
            position += hole;
            return hole;
        });
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
            throw new InvalidStateException(call.failure("the download is closed"));
        }
    }
}
