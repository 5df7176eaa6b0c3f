package org.anfitrion.libvirt;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.libvirt.wire.VolumeStream;
import org.jspecify.annotations.Nullable;

/** New content on its way to a volume: while one buffer is sent, the caller fills another. */
final class VolumeUpload implements VolumeWriter {

    private final Calls calls;
    private final Transfer transfer;
    private final boolean sparse;
    private final Runnable calledOff;
    private Memory filling = Transfer.buffer();
    private Memory idle = Transfer.buffer();
    private ByteBuffer room = filling.getByteBuffer(0, Transfer.ROOM);
    private long left;
    private Calls.@Nullable Pending<?> sending;
    private boolean finished;

    /**
     * Begins.
     *
     * @param length how many bytes may come
     * @param sparse whether the stream takes holes
     * @param calledOff mends what an upload that was not finished leaves
     */
    VolumeUpload(Calls calls, Transfer transfer, long length, boolean sparse, Runnable calledOff) {
        this.calls = calls;
        this.transfer = transfer;
        this.left = length;
        this.sparse = sparse;
        this.calledOff = calledOff;
    }

    @Override
    public int write(ByteBuffer source) {
        requireRoom(source.remaining());
        int count = Math.min(source.remaining(), room.remaining());
        int limit = source.limit();
        room.put(source.limit(source.position() + count));
        source.limit(limit);
        left -= count;
        if (!room.hasRemaining()) {
            flush();
        }
        return count;
    }

    @Override
    public void hole(long length) {
        if (length < 0) {
            throw InvalidSpecException.of("hole", length, "it is not negative");
        }
        requireRoom(length);
        left -= length;
        if (sparse) {
            flush();
            awaitSent();
            send(stream -> stream.sendHole(length));
            return;
        }
        for (long rest = length; rest > 0; ) {
            int count = (int) Math.min(rest, room.remaining());
            filling.setMemory(room.position(), count, (byte) 0);
            room.position(room.position() + count);
            rest -= count;
            if (!room.hasRemaining()) {
                flush();
            }
        }
    }

    private void requireRoom(long more) {
        transfer.requireOpen();
        if (finished) {
            throw new InvalidStateException(transfer.attempt().failure().because("it is finished"));
        }
        if (more > left) {
            throw new InvalidStateException(
                    transfer.attempt().failure().because("more bytes come than were announced"));
        }
    }

    /** Hands what there is to a worker, once the one before is through. */
    private void flush() {
        int count = room.position();
        if (count == 0) {
            return;
        }
        Memory full = filling;
        awaitSent();
        send(stream -> stream.send(full, count));
        filling = idle;
        idle = full;
        room = filling.getByteBuffer(0, Transfer.ROOM);
    }

    private interface Sending {
        void through(VolumeStream stream);
    }

    private void send(Sending work) {
        sending = calls.begin(transfer.attempt(), wire -> {
            work.through(transfer.stream());
            return true;
        });
    }

    private void awaitSent() {
        Calls.Pending<?> last = sending;
        if (last != null) {
            sending = null;
            last.await();
        }
    }

    @Override
    public void finish() {
        if (finished) {
            return;
        }
        transfer.requireOpen();
        flush();
        awaitSent();
        send(VolumeStream::finish);
        Objects.requireNonNull(sending).await();
        sending = null;
        finished = true;
        transfer.close();
    }

    @Override
    public boolean isOpen() {
        return transfer.isOpen();
    }

    @Override
    public void close() {
        if (!transfer.isOpen()) {
            return;
        }
        transfer.close();
        calledOff.run();
    }
}
