package org.anfitrion.driver.lxc.liblxc.wire;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The processes of a container that runs, as one process of theirs can have them all restarted: by reboot(2), upon which the kernel
 * kills them, and liblxc's process starts the container again. liblxc's own way into a container forks this process, and where the
 * container ends meanwhile leaves a child that nobody waits for, and without whose end the container's never comes. So a thread that
 * ends afterwards has the kernel start its next child there, which is lent this process' memory for that one call and runs nothing
 * else, as posix_spawn(3) does it. Source: pid_namespaces(7), setns(2), clone(2), reboot(2). Thread-safe.
 */
public final class ProcessNamespace implements AutoCloseable {

    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int PROCESSES = 0x20000000;

    /** CLONE_VM, CLONE_VFORK and SIGCHLD. */
    private static final int LENT_MEMORY = 0x100 | 0x4000 | 17;

    private static final int STACK = 1 << 16;

    /** RB_AUTOBOOT of sys/reboot.h. */
    private static final int RESTART = 0x01234567;

    /** What clone(2) says where the first process has ended, for all the memory there is. */
    private static final int NO_MEMORY = 12;

    /** 128 and SIGKILL's number. */
    private static final Set<Integer> ENDED = Set.of(0, 137);

    private static final Function OPEN = function("open");
    private static final Function ENTER = function("setns");
    private static final Function CLONE = function("clone");
    private static final Function REBOOT = function("reboot");

    private final int descriptor;

    private ProcessNamespace(int descriptor) {
        this.descriptor = descriptor;
    }

    private static Function function(String name) {
        return NativeLibrary.getProcess().getFunction(name);
    }

    /**
     * Opens the namespace that a process is in.
     *
     * @param process its number
     * @return the namespace, which has to be closed
     * @throws IOException if it has ended, or is not this user's
     */
    public static ProcessNamespace of(long process) throws IOException {
        byte[] file = Native.toByteArray("/proc/" + process + "/ns/pid", "UTF-8");
        return new ProcessNamespace(checked("reach process " + process, OPEN, file, CLOSE_ON_EXEC, 0));
    }

    /**
     * Tells whether this process is in it too.
     *
     * @return whether it is
     * @throws IOException if that is not to be seen
     */
    public boolean isOwn() throws IOException {
        Path here = Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        return here.equals(Files.readSymbolicLink(Path.of(Descriptors.file(descriptor))));
    }

    /**
     * Has all of its processes restarted. It must not be this process' own.
     *
     * @return whether it was done; false if they have ended, or are ending
     * @throws IOException if the kernel refuses
     */
    public boolean restart() throws IOException {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        done.complete(restartByChild());
                    } catch (IOException | RuntimeException | Error e) {
                        done.completeExceptionally(e);
                    }
                },
                "anfitrion-lxc-restart");
        thread.setDaemon(true);
        thread.start();
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        }
    }

    private boolean restartByChild() throws IOException {
        checked("enter the container's namespace of processes", ENTER, descriptor, PROCESSES);
        try (Memory stack = new Memory(STACK);
                SignalMask all = SignalMask.full()) {
            Pointer restart = Pointer.createConstant(RESTART);
            int child = CLONE.invokeInt(new Object[] {REBOOT, stack.share(STACK), LENT_MEMORY, restart});
            if (child < 0) {
                int error = Native.getLastError();
                if (error == NO_MEMORY) {
                    return false;
                }
                throw failed("start a process in the container", error);
            }
            if (!ENDED.contains(Descriptors.await(child))) {
                throw new IOException("the kernel does not let this user restart the container");
            }
            return true;
        }
    }

    private static int checked(String attempt, Function function, Object... arguments) throws IOException {
        int result = function.invokeInt(arguments);
        if (result < 0) {
            throw failed(attempt, Native.getLastError());
        }
        return result;
    }

    private static IOException failed(String attempt, int error) {
        return new IOException(attempt + ": " + function("strerror").invokeString(new Object[] {error}, false));
    }

    @Override
    public void close() {
        Descriptors.close(descriptor);
    }
}
