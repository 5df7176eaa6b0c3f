package org.anfitrion.driver.lxc.liblxc.wire;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;

/**
 * The signals that this thread holds back. The Java virtual machine holds SIGQUIT back in all threads but one, and what a thread
 * starts inherits that: a container's processes could not be told to quit. To be closed by the thread that made it.
 */
public final class SignalMask implements AutoCloseable {

    /** {@code sigset_t}, on every Linux. */
    private static final int SIZE = 128;

    private static final int SET = 2;

    private final Memory before = new Memory(SIZE);

    private SignalMask() {}

    /**
     * Holds nothing back until it is closed.
     *
     * @return what was held back before
     */
    public static SignalMask empty() {
        return of((byte) 0);
    }

    /**
     * Holds everything back until it is closed, as one does who lends its memory to a child: no handler may run there.
     *
     * @return what was held back before
     */
    static SignalMask full() {
        return of((byte) 0xff);
    }

    private static SignalMask of(byte each) {
        SignalMask mask = new SignalMask();
        try (Memory set = new Memory(SIZE)) {
            set.setMemory(0, SIZE, each);
            change(set, mask.before);
        }
        return mask;
    }

    private static void change(Memory set, Object old) {
        NativeLibrary.getProcess().getFunction("pthread_sigmask").invokeInt(new Object[] {SET, set, old});
    }

    /** Holds back again what was before. */
    @Override
    public void close() {
        try (Memory ignored = new Memory(SIZE)) {
            change(before, ignored);
        }
        before.close();
    }
}
