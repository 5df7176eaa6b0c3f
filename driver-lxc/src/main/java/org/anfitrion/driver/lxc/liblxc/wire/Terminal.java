package org.anfitrion.driver.lxc.liblxc.wire;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A terminal of a container, held for as long as somebody types. What comes back is read and thrown away: the container's output is
 * recorded elsewhere, and nobody may have to wait until it is read here. A while after the last byte it lets go, so that others,
 * such as {@code lxc-console}, can have it. Thread-safe.
 */
public final class Terminal {

    private static final Function WRITE = NativeLibrary.getProcess().getFunction("write", Function.THROW_LAST_ERROR);
    private static final Function READ = NativeLibrary.getProcess().getFunction("read", Function.THROW_LAST_ERROR);
    private static final Function POLL = NativeLibrary.getProcess().getFunction("poll", Function.THROW_LAST_ERROR);
    private static final Function CLOSE = NativeLibrary.getProcess().getFunction("close", Function.THROW_LAST_ERROR);

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final int CHUNK = 1024;
    private static final int POLL_ENTRY = 8;
    private static final short READABLE = 1;
    private static final short WRITABLE = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition free = lock.newCondition();
    private final TerminalDescriptors descriptors;
    private long lastUsed = System.nanoTime();
    private int writers;
    private boolean closed;

    private Terminal(TerminalDescriptors descriptors) {
        this.descriptors = descriptors;
    }

    /**
     * Holds a terminal.
     *
     * @param descriptors what liblxc opened
     * @return the terminal, which lets go by itself
     */
    public static Terminal hold(TerminalDescriptors descriptors) {
        Terminal terminal = new Terminal(descriptors);
        Thread reader = new Thread(terminal::drain, "anfitrion-lxc-terminal");
        reader.setDaemon(true);
        reader.start();
        return terminal;
    }

    /**
     * Types as much as the terminal takes at once.
     *
     * @param data the bytes
     * @param from the first
     * @param patience how long to wait until it takes one
     * @return how many it took; 0 if it took none in time, -1 if it is not held any more
     * @throws IOException if the terminal is gone
     */
    public int write(byte[] data, int from, Duration patience) throws IOException {
        if (!enter()) {
            return -1;
        }
        try {
            if (!ready(WRITABLE, patience)) {
                return 0;
            }
            int length = Math.min(CHUNK, data.length - from);
            try (Memory memory = new Memory(length)) {
                memory.write(0, data, from, length);
                return call(WRITE, descriptors.master(), memory, length);
            }
        } finally {
            leave();
        }
    }

    private boolean enter() {
        lock.lock();
        try {
            if (!closed) {
                writers++;
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            writers--;
            lastUsed = System.nanoTime();
            free.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void drain() {
        try (Memory memory = new Memory(CHUNK)) {
            while (!letGo(false)) {
                if (ready(READABLE, Duration.ofMillis(200)) && call(READ, descriptors.master(), memory, CHUNK) <= 0) {
                    break;
                }
            }
        } catch (IOException e) {
            // The container has ended, and its terminal with it: that is what this waits for.
        } finally {
            letGo(true);
        }
    }

    /** Closes it if nobody uses it any more, or as soon as nobody does. */
    private boolean letGo(boolean now) {
        lock.lock();
        try {
            while (now && writers > 0) {
                free.awaitUninterruptibly();
            }
            if (!closed && writers == 0 && (now || System.nanoTime() - lastUsed >= IDLE.toNanos())) {
                closed = true;
                CLOSE.invokeInt(new Object[] {descriptors.master()});
                CLOSE.invokeInt(new Object[] {descriptors.held()});
            }
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean ready(short what, Duration patience) throws IOException {
        try (Memory entry = new Memory(POLL_ENTRY)) {
            entry.setInt(0, descriptors.master());
            entry.setShort(4, what);
            entry.setShort(6, (short) 0);
            return call(POLL, entry, 1, (int) Math.min(Integer.MAX_VALUE, patience.toMillis())) > 0;
        }
    }

    private static int call(Function function, Object... arguments) throws IOException {
        try {
            return (Integer) function.invoke(Integer.class, arguments);
        } catch (LastErrorException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
