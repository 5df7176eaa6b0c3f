package org.anfitrion.driver.lxc.liblxc.wire;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLibrary;
import com.sun.jna.ptr.IntByReference;
import java.io.IOException;

/** Descriptors, and children of this process: what Java has no words for. Source: pipe(2), fcntl(2), waitpid(2). */
final class Descriptors {

    private static final Function CLOSE = function("close");
    private static final Function WAIT = function("waitpid");

    private Descriptors() {}

    private static Function function(String name) {
        return NativeLibrary.getProcess().getFunction(name, Function.THROW_LAST_ERROR);
    }

    /** The file that Java opens to have a descriptor's like. */
    static String file(int descriptor) {
        return "/proc/self/fd/" + descriptor;
    }

    static void close(int descriptor) {
        try {
            CLOSE.invokeInt(new Object[] {descriptor});
        } catch (LastErrorException e) {
            throw new IllegalStateException("descriptor " + descriptor + " was closed already", e);
        }
    }

    /** Waits for the end of a child; its exit code, or 128 and the number of the signal that ended it. */
    static int await(int pid) throws IOException {
        IntByReference status = new IntByReference();
        while (true) {
            try {
                WAIT.invokeInt(new Object[] {pid, status, 0});
                int value = status.getValue();
                int signal = value & 0x7f;
                return signal == 0 ? (value >> 8) & 0xff : 128 + signal;
            } catch (LastErrorException e) {
                if (e.getErrorCode() != INTERRUPTED) {
                    throw new IOException("waitpid " + pid + ": " + e.getMessage(), e);
                }
            }
        }
    }

    private static final int INTERRUPTED = 4;
}
