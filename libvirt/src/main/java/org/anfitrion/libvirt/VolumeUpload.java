package org.anfitrion.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.libvirt.wire.VolumeStream;
import org.jspecify.annotations.Nullable;

/**
 * New content on its way to a volume. What the caller writes is gathered in one of two buffers while a worker sends the
 * other. What comes from a channel is read by the worker itself: whoever reads has it in its processor's cache, and at these
 * rates the ways between processors are what takes the time.
 */
final class VolumeUpload implements VolumeWriter {

    private final Calls calls;
    private final Transfer transfer;
    private final boolean sparse;
    private final Runnable calledOff;
    private Memory filling = Transfer.buffer();
    private ByteBuffer room = filling.getByteBuffer(0, Transfer.ROOM);
    private @Nullable Memory spare;
    /** Whether a worker is the one who writes, so that nothing need be handed to one. */
    private boolean onWorker;

    private long left;
    private Calls.@Nullable Pending<Long> sending;
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
        int count = onWorker && source.isDirect() && room.position() == 0 ? sendStraight(source) : gather(source);
        left -= count;
        return count;
    }

    private int sendStraight(ByteBuffer source) {
        int count = source.remaining();
        transfer.stream().send(Native.getDirectBufferPointer(source).share(source.position()), count);
        source.position(source.limit());
        return count;
    }

    private int gather(ByteBuffer source) {
        int count = Math.min(source.remaining(), room.remaining());
        int limit = source.limit();
        room.put(source.limit(source.position() + count));
        source.limit(limit);
        if (!room.hasRemaining()) {
            flush();
        }
        return count;
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long count) throws IOException {
        requireRoom(0);
        flush();
        try {
            send(stream -> {
                onWorker = true;
                try {
                    return VolumeWriter.super.transferFrom(source, count);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } finally {
                    flush();
                    onWorker = false;
                }
            });
            return awaitSent();
        } catch (UncheckedIOException e) {
            sending = null;
            throw e.getCause();
        }
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
            send(stream -> {
                stream.sendHole(length);
                return length;
            });
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

    @FunctionalInterface
    private interface Sending {
        /** Says how many bytes went, if that is not known before. */
        long through(VolumeStream stream);
    }

    /** Has sent what there is, and goes on with the other buffer. */
    private void flush() {
        int count = room.position();
        if (count == 0) {
            return;
        }
        Memory filled = filling;
        send(stream -> {
            stream.send(filled, count);
            return count;
        });
        filling = spare == null ? Transfer.buffer() : spare;
        spare = filled;
        room = filling.getByteBuffer(0, Transfer.ROOM);
    }

    private void send(Sending work) {
        if (onWorker) {
            work.through(transfer.stream());
            return;
        }
        awaitSent();
        sending = calls.begin(transfer.attempt(), wire -> work.through(transfer.stream()));
    }

    private long awaitSent() {
        Calls.Pending<Long> last = sending;
        if (last == null) {
            return 0;
        }
        long sent = last.await();
        sending = null;
        return sent;
    }

    @Override
    public void finish() {
        if (finished) {
            return;
        }
        transfer.requireOpen();
        flush();
        send(stream -> {
            stream.finish();
            return 0;
        });
        awaitSent();
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
