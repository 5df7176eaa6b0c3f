package org.anfitrion.driver.lxc.liblxc.wire;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Files below a directory that is the root for every path and link in it: what somebody else has put there does not lead anywhere
 * else, however it changes meanwhile. Source: openat2(2), RESOLVE_IN_ROOT. Immutable.
 *
 * @param root the directory, such as {@code /proc/PID/root}
 */
public record RootedFiles(Path root) {

    private static final Function OPEN = function("open");
    private static final Function CLOSE = function("close");
    private static final Function SYSCALL = function("syscall");
    private static final int OPENAT2 = 437;
    private static final int HOW_SIZE = 24;
    private static final int IN_ROOT = 0x10;
    private static final int CLOSE_ON_EXEC = 0x80000;

    /** Without opening it: neither a pipe nor a device notices. */
    private static final int PATH_ONLY = 0x200000;

    /** ENOENT, ENOTDIR, ELOOP. */
    private static final Set<Integer> NOT_THERE = Set.of(2, 20, 40);

    private static Function function(String name) {
        return NativeLibrary.getProcess().getFunction(name, Function.THROW_LAST_ERROR);
    }

    /**
     * Tells whether there is something.
     *
     * @param path from the root on
     * @return true if there is
     * @throws IOException if that cannot be found out
     */
    public boolean exists(String path) throws IOException {
        return at(path, descriptor -> Files.exists(file(descriptor)));
    }

    /**
     * Tells whether there is a directory.
     *
     * @param path from the root on
     * @return true if there is
     * @throws IOException if that cannot be found out
     */
    public boolean isDirectory(String path) throws IOException {
        return at(path, descriptor -> Files.isDirectory(file(descriptor)));
    }

    /**
     * Reads the beginning of a plain file.
     *
     * @param path from the root on
     * @param most how many bytes at most
     * @return its bytes; empty for anything but a plain file
     * @throws IOException if it cannot be read
     */
    public Optional<byte[]> read(String path, int most) throws IOException {
        int descriptor = open(path);
        try {
            Path file = file(descriptor);
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            try (InputStream in = new FileInputStream(file.toFile())) {
                return Optional.of(in.readNBytes(most));
            }
        } finally {
            Descriptors.close(descriptor);
        }
    }

    private boolean at(String path, IntFunction<Boolean> question) throws IOException {
        int descriptor;
        try {
            descriptor = open(path);
        } catch (NoSuchFileException e) {
            return false;
        }
        try {
            return question.apply(descriptor);
        } finally {
            Descriptors.close(descriptor);
        }
    }

    private static Path file(int descriptor) {
        return Path.of(Descriptors.file(descriptor));
    }

    private int open(String path) throws IOException {
        try (Memory how = new Memory(HOW_SIZE)) {
            how.clear();
            how.setLong(0, PATH_ONLY | CLOSE_ON_EXEC);
            how.setLong(16, IN_ROOT);
            int directory = OPEN.invokeInt(new Object[] {bytes(root.toString()), PATH_ONLY | CLOSE_ON_EXEC});
            try {
                return SYSCALL.invokeInt(new Object[] {OPENAT2, directory, bytes(path), how, (long) HOW_SIZE});
            } finally {
                CLOSE.invokeInt(new Object[] {directory});
            }
        } catch (LastErrorException e) {
            if (NOT_THERE.contains(e.getErrorCode())) {
                throw new NoSuchFileException(path);
            }
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(String text) {
        return Native.toByteArray(text, "UTF-8");
    }
}
