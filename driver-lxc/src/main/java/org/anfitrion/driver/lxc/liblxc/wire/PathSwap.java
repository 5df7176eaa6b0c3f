package org.anfitrion.driver.lxc.liblxc.wire;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Path;

/** Two files or trees that take each other's place in one step, of which nobody sees the middle. Source: renameat2(2). */
public final class PathSwap {

    private static final int CURRENT_DIRECTORY = -100;
    private static final int EXCHANGE = 2;

    private PathSwap() {}

    /**
     * Swaps two paths of one file system.
     *
     * @param one an absolute path
     * @param other an absolute path
     * @throws IOException if they were not swapped
     */
    public static void swap(Path one, Path other) throws IOException {
        try {
            NativeLibrary.getProcess()
                    .getFunction("renameat2", Function.THROW_LAST_ERROR)
                    .invokeInt(new Object[] {CURRENT_DIRECTORY, bytes(one), CURRENT_DIRECTORY, bytes(other), EXCHANGE});
        } catch (LastErrorException e) {
            throw new IOException(one + " cannot take the place of " + other + ": " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(Path path) {
        return Native.toByteArray(path.toString(), "UTF-8");
    }
}
