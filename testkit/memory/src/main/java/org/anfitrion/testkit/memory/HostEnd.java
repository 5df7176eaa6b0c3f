package org.anfitrion.testkit.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.anfitrion.api.error.HypervisorException;
import org.jspecify.annotations.Nullable;

/** The host's end of a channel. Thread-safe; its lock is held for moments, and never while the host's is asked for. */
final class HostEnd implements ByteChannel {

    private final String what;
    private final Consumer<byte[]> toGuest;
    private final Runnable release;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ByteBuffer> fromGuest = new ArrayDeque<>();
    private boolean closed;
    private boolean ended;
    private @Nullable HypervisorException broken;

    /**
     * Opens it.
     *
     * @param what the channel in words, for messages
     * @param toGuest takes what is written
     * @param release gives the channel back
     */
    HostEnd(String what, Consumer<byte[]> toGuest, Runnable release) {
        this.what = what;
        this.toGuest = toGuest;
        this.release = release;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        lock.lock();
        try {
            requireOpen();
            while (fromGuest.isEmpty()) {
                if (ended) {
                    return -1;
                }
                changed.await();
                if (closed) {
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

    /** As channels do that a thread can be interrupted on. */
    private void closeIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            close();
        }
    }

    private int take(ByteBuffer target) {
        int before = target.remaining();
        while (target.hasRemaining() && !fromGuest.isEmpty()) {
            ByteBuffer first = fromGuest.element();
            int count = Math.min(first.remaining(), target.remaining());
            target.put(first.slice().limit(count));
            first.position(first.position() + count);
            if (!first.hasRemaining()) {
                fromGuest.remove();
            }
        }
        return before - target.remaining();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (ended) {
                throw new IOException(what + " has no other end any more: its domain has stopped");
            }
        } finally {
            lock.unlock();
        }
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        toGuest.accept(bytes);
        return bytes.length;
    }

    private void requireOpen() throws IOException {
        if (broken != null) {
            throw new IOException(what + ": " + broken.getMessage(), broken);
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
        release.run();
        change(() -> closed = true);
    }

    void deliver(byte[] bytes) {
        if (bytes.length > 0) {
            change(() -> fromGuest.add(ByteBuffer.wrap(bytes.clone())));
        }
    }

    /** Says that the domain has stopped: what it said can still be read. */
    void end() {
        change(() -> ended = true);
    }

    /** Says that the session has ended. */
    void breakOff(HypervisorException why) {
        release.run();
        change(() -> {
            broken = why;
            closed = true;
        });
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
