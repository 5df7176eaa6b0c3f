package org.anfitrion.spi.support;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;
import org.jspecify.annotations.Nullable;

/**
 * The output of one console, kept for readers that come late: the newest bytes up to a limit, at positions that grow for
 * ever. One thread or many append, any number read. Thread-safe; needs no thread of its own.
 */
public final class ConsoleBuffer {

    private static final int FIRST_SIZE = 4096;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int limit;
    private byte[] ring = new byte[0];
    private long end;
    private long startOfRun;
    private boolean running;
    private @Nullable HypervisorException broken;

    /**
     * Creates an empty buffer.
     *
     * @param limit how much to keep; memory is taken as output comes
     */
    public ConsoleBuffer(DataSize limit) {
        this.limit = (int) Math.max(1, Math.min(limit.bytes(), 1 << 30));
    }

    /** Says that the domain starts: {@link ConsoleStart#START_OF_RUN} is here. */
    public void beginRun() {
        lock.lock();
        try {
            startOfRun = end;
            running = true;
        } finally {
            lock.unlock();
        }
    }

    /** Says that the domain has stopped and nothing more comes until the next run. */
    public void endRun() {
        lock.lock();
        try {
            running = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends all waiting and reading, now and later.
     *
     * @param why what every reader gets
     */
    public void breakOff(HypervisorException why) {
        lock.lock();
        try {
            broken = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds output.
     *
     * @param bytes where it is
     * @param offset from where
     * @param length how many bytes
     */
    public void append(byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            grow(length);
            int skip = Math.max(0, length - ring.length);
            for (int done = skip; done < length; ) {
                int at = (int) ((end + done) % ring.length);
                int part = Math.min(length - done, ring.length - at);
                System.arraycopy(bytes, offset + done, ring, at, part);
                done += part;
            }
            end += length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void grow(int length) {
        long kept = Math.min(end, ring.length);
        if (ring.length == limit || kept + length <= ring.length) {
            return;
        }
        long size = Math.max(FIRST_SIZE, ring.length);
        while (size < kept + length) {
            size *= 2;
        }
        byte[] larger = new byte[(int) Math.min(size, limit)];
        for (long position = Math.max(end - kept, end - larger.length); position < end; position++) {
            larger[(int) (position % larger.length)] = ring[(int) (position % ring.length)];
        }
        ring = larger;
    }

    /**
     * Returns where a reader begins.
     *
     * @param from at the start of the present or last run, or now
     * @return the position
     */
    public long position(ConsoleStart from) {
        lock.lock();
        try {
            return from == ConsoleStart.NOW ? end : startOfRun;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads on, and waits for something to read.
     *
     * @param position where
     * @param deadline until when to wait
     * @return what there is; nothing if the run ended or the deadline passed
     */
    public ConsoleOutput read(long position, Deadline deadline) {
        lock.lock();
        try {
            while (end <= position && running && broken == null && !deadline.hasPassed()) {
                changed.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            }
            long first = Math.max(position, end - ring.length);
            if (first < end) {
                byte[] bytes = new byte[(int) (end - first)];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = ring[(int) ((first + i) % ring.length)];
                }
                return new ConsoleOutput(first, bytes, false);
            }
            if (broken != null) {
                throw broken;
            }
            return new ConsoleOutput(position, new byte[0], !running);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(Failure.to("read", "console")
                    .because("the thread was interrupted while it waited")
                    .causedBy(e));
        } finally {
            lock.unlock();
        }
    }
}
