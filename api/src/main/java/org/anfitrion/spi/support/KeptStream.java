package org.anfitrion.spi.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.anfitrion.spi.Deadline;

/**
 * Keeps what a program writes until somebody reads it: a program does not wait because nobody reads its errors, unless it writes
 * more than this process should keep for it. Thread-safe.
 */
public final class KeptStream extends InputStream {

    private static final int CHUNK = 16_384;

    /** What is kept at most. */
    static final int MOST = 64 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final InputStream from;
    private final Deque<byte[]> kept = new ArrayDeque<>();
    private int at;
    private int available;
    private boolean ended;
    private boolean closed;

    /**
     * Begins to read.
     *
     * @param from what is read, to its end, and closed then
     */
    public KeptStream(InputStream from) {
        this.from = from;
        Thread thread = new Thread(this::fill, "anfitrion-kept-output");
        thread.setDaemon(true);
        thread.start();
    }

    private void fill() {
        byte[] chunk = new byte[CHUNK];
        try (from) {
            int count = from.read(chunk);
            while (count >= 0) {
                byte[] piece = new byte[count];
                System.arraycopy(chunk, 0, piece, 0, count);
                keep(piece);
                count = from.read(chunk);
            }
        } catch (IOException e) {
            // A pipe whose other end is gone: there is nothing more to read.
        } finally {
            end();
        }
    }

    private void keep(byte[] piece) {
        lock.lock();
        try {
            while (available >= MOST && !closed) {
                changed.awaitUninterruptibly();
            }
            if (!closed) {
                kept.add(piece);
                available += piece.length;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        lock.lock();
        try {
            while (available == 0 && !ended && length > 0) {
                changed.await();
            }
            if (available == 0 || length == 0) {
                return length == 0 ? 0 : -1;
            }
            return take(bytes, offset, length);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] bytes, int offset, int length) {
        byte[] first = kept.getFirst();
        int count = Math.min(length, first.length - at);
        System.arraycopy(first, at, bytes, offset, count);
        at += count;
        available -= count;
        if (at == first.length) {
            kept.removeFirst();
            at = 0;
        }
        changed.signalAll();
        return count;
    }

    /**
     * Returns all that is written until nobody has the other end any more: the program, and those that it started and left behind.
     *
     * @param deadline how long to wait for that
     * @return the bytes that nobody has read yet
     * @throws IOException if it is more than is kept, or somebody has the other end for longer
     */
    public byte[] all(Deadline deadline) throws IOException {
        lock.lock();
        try {
            while (!ended) {
                if (available >= MOST) {
                    throw new IOException("it has written more than " + MOST + " bytes");
                }
                if (!changed.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS) && deadline.hasPassed()) {
                    throw new IOException("something else keeps its output open after " + deadline.allowed());
                }
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream(available);
            byte[] piece = new byte[CHUNK];
            while (available > 0) {
                all.write(piece, 0, take(piece, 0, CHUNK));
            }
            return all.toByteArray();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the next line, without its end.
     *
     * @param deadline how long to wait for it
     * @return the line in ISO 8859-1; if the stream ends before, what there is of it
     * @throws IOException if it is not written in time, or the thread is interrupted
     */
    public String line(Deadline deadline) throws IOException {
        StringBuilder line = new StringBuilder();
        lock.lock();
        try {
            byte[] one = new byte[1];
            while (true) {
                while (available > 0) {
                    take(one, 0, 1);
                    if (one[0] == '\n') {
                        return line.toString();
                    }
                    line.append((char) (one[0] & 0xff));
                }
                if (ended) {
                    return line.toString();
                }
                if (!changed.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS) && deadline.hasPassed()) {
                    throw new IOException("nothing was written within " + deadline.allowed());
                }
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted while waiting for a program's output", e);
    }

    @Override
    public int available() {
        lock.lock();
        try {
            return available;
        } finally {
            lock.unlock();
        }
    }

    /** Wakes readers; what the program still writes is read and thrown away. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            ended = true;
            kept.clear();
            at = 0;
            available = 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
