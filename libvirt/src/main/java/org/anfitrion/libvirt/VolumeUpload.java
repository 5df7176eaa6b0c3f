package org.anfitrion.libvirt;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.libvirt.wire.VolumeStream;
import org.jspecify.annotations.Nullable;

/**
 * New content on its way to a volume: the caller fills buffers, a worker sends them. Each goes on while the other has
 * something to do; if they waited for each other at every buffer, a busy machine would mostly change threads.
 */
final class VolumeUpload implements VolumeWriter {

    private static final int BUFFERS = 8;
    private static final long LOOK_MILLIS = 50;

    private final Calls calls;
    private final Transfer transfer;
    private final boolean sparse;
    private final Runnable calledOff;
    private final ArrayBlockingQueue<Memory> idle = new ArrayBlockingQueue<>(BUFFERS);
    private final Queue<Sending> full = new ConcurrentLinkedQueue<>();
    /** Whether a worker is there that has not seen the queue empty yet. */
    private final AtomicBoolean working = new AtomicBoolean();

    private int buffers = 1;
    private Memory filling = Transfer.buffer();
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

    private interface Sending {
        void through(VolumeStream stream);
    }

    /** Hands what there is to a worker. */
    private void flush() {
        int count = room.position();
        if (count == 0) {
            return;
        }
        Memory filled = filling;
        send(stream -> {
            stream.send(filled, count);
            idle.add(filled);
        });
        filling = nextBuffer();
        room = filling.getByteBuffer(0, Transfer.ROOM);
    }

    private Memory nextBuffer() {
        Memory free = idle.poll();
        if (free == null && buffers < BUFFERS) {
            buffers++;
            return Transfer.buffer();
        }
        while (free == null) {
            Calls.Pending<?> now = sending;
            if (now != null && now.isDone() && idle.isEmpty()) {
                now.await(); // throws what ended it
            }
            free = awaitIdle();
        }
        return free;
    }

    private @Nullable Memory awaitIdle() {
        try {
            return idle.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(transfer.attempt()
                    .failure()
                    .because("the thread was interrupted while it waited")
                    .causedBy(e));
        }
    }

    private void send(Sending work) {
        Calls.Pending<?> last = sending;
        if (last != null && last.isDone()) {
            awaitSent(); // throws if it failed: then nobody would take what is added
        }
        full.add(work);
        if (working.compareAndSet(false, true)) {
            awaitSent();
            sending = calls.begin(transfer.attempt(), wire -> {
                sendAll();
                return true;
            });
        }
    }

    private void sendAll() {
        do {
            for (Sending next = full.poll(); next != null; next = full.poll()) {
                next.through(transfer.stream());
            }
            working.set(false);
        } while (!full.isEmpty() && working.compareAndSet(false, true));
    }

    private void awaitSent() {
        Calls.Pending<?> last = sending;
        if (last != null) {
            last.await();
            sending = null;
        }
    }

    @Override
    public void finish() {
        if (finished) {
            return;
        }
        transfer.requireOpen();
        flush();
        send(VolumeStream::finish);
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
