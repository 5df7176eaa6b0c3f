package org.anfitrion.libvirt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.libvirt.wire.Stream;
import org.anfitrion.spi.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The host's end of a channel. What arrives is kept until it is read; when a mebibyte is kept, the guest has to wait.
 * Thread-safe.
 */
final class ChannelEnd implements ByteChannel, Stream.Receiver {

    private static final int FULL = 1 << 20;
    private static final Duration WHENEVER = Duration.ofDays(36_500);

    private final Attempt writing;
    private final Runnable release;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ByteBuffer> arrived = new ArrayDeque<>();
    private int kept;
    private boolean held;
    private boolean ended;
    private boolean closed;
    private @Nullable HypervisorException broken;
    private @Nullable Stream stream;

    /**
     * Makes an end that is not connected yet.
     *
     * @param channel the channel in words, for messages
     * @param release hears that it was closed
     */
    ChannelEnd(String channel, Runnable release) {
        this.writing = new Attempt("write to", channel, true);
        this.release = release;
    }

    /** Connects it. If it was given up meanwhile, the stream is closed. */
    void connected(Stream opened) {
        lock.lock();
        try {
            if (!closed) {
                stream = opened;
                return;
            }
        } finally {
            lock.unlock();
        }
        opened.close();
    }

    @Override
    public void received(byte[] bytes, int length) {
        lock.lock();
        try {
            arrived.add(ByteBuffer.wrap(Arrays.copyOf(bytes, length)));
            kept += length;
            holdIfFull();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The first bytes may come before the stream is known here; then the next will do it. */
    private void holdIfFull() {
        boolean full = kept >= FULL;
        if (full != held && stream != null) {
            held = full;
            stream.hold(full);
        }
    }

    @Override
    public void ended() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        lock.lock();
        try {
            requireOpen();
            while (arrived.isEmpty() && target.hasRemaining()) {
                if (ended) {
                    return -1;
                }
                changed.await();
                if (closed && broken == null) {
                    throw new AsynchronousCloseException();
                }
                requireOpen();
            }
            return take(target);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ClosedByInterruptException interrupted = new ClosedByInterruptException();
            interrupted.initCause(e);
            throw interrupted;
        } finally {
            lock.unlock();
            closeIfInterrupted();
        }
    }

    private int take(ByteBuffer target) {
        int before = target.remaining();
        while (target.hasRemaining() && !arrived.isEmpty()) {
            ByteBuffer first = arrived.element();
            int count = Math.min(first.remaining(), target.remaining());
            target.put(first.slice().limit(count));
            first.position(first.position() + count);
            if (!first.hasRemaining()) {
                arrived.remove();
            }
        }
        int taken = before - target.remaining();
        kept -= taken;
        holdIfFull();
        return taken;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        Stream open;
        lock.lock();
        try {
            requireOpen();
            if (ended || stream == null) {
                throw new IOException(writing.target() + " has no other end any more: its domain has stopped");
            }
            open = stream;
        } finally {
            lock.unlock();
        }
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        try {
            open.write(bytes, Deadline.after(WHENEVER), writing);
            return bytes.length;
        } catch (HypervisorException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            closeIfInterrupted();
        }
    }

    /** As channels do that a thread can be interrupted on. */
    private void closeIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            close();
        }
    }

    private void requireOpen() throws IOException {
        if (broken != null) {
            throw new IOException(writing.target() + ": " + broken.getMessage(), broken);
        }
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public boolean isOpen() {
        lock.lock();
        try {
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        Stream open;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            open = stream;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        release.run();
        if (open != null) {
            open.close();
        }
    }

    /** The session has ended: whoever waits is told why. The stream is closed aside, since the other side may not answer. */
    void breakOff(HypervisorException why) {
        lock.lock();
        try {
            if (!closed) {
                broken = why;
            }
        } finally {
            lock.unlock();
        }
        Workers.run(this::close);
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
