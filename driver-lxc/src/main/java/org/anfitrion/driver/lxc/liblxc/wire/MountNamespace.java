package org.anfitrion.driver.lxc.liblxc.wire;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Mounts made in a container that runs, from files of the host. liblxc's own function does that only where a folder shared with the
 * host was configured before the start; the kernel needs none: a mount is made without a place, and put into the namespace of the
 * container's first process. That is done by a thread that enters that namespace for two calls of the kernel, and ends. Source:
 * open_tree(2), move_mount(2), mount_setattr(2), setns(2). Immutable.
 *
 * @param process the container's first process
 * @param user who the container's root is on the host
 * @param group which group the container's root's is on the host
 */
public record MountNamespace(long process, int user, int group) {

    private static final int OPEN_TREE = 428;
    private static final int MOVE_MOUNT = 429;
    private static final int MOUNT_SETATTR = 442;

    private static final int HERE = -100;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int CREATE = 0x40;
    private static final int EMPTY_PATH = 0x1000;
    private static final int COPY_OF_MOUNT = 1;
    private static final int FROM_EMPTY_AND_FOLLOW = 0x4 | 0x10;
    private static final int OWN_DIRECTORIES = 0x200;
    private static final int MOUNTS = 0x20000;
    private static final long READ_ONLY = 1;
    private static final long NO_SETUID_NO_DEVICES = 2 | 4;
    private static final long PRIVATE = 1L << 18;

    private static final int EXISTS = 17;
    private static final int BUSY = 16;
    private static final int NOT_MOUNTED = 22;
    private static final int NOT_THERE = 2;

    private static final Function SYSCALL = function("syscall");
    private static final Function OPEN = function("open");
    private static final Function CLOSE = function("close");
    private static final Function UNSHARE = function("unshare");
    private static final Function ENTER = function("setns");
    private static final Function MAKE_DIRECTORY = function("mkdir");
    private static final Function MOUNT = function("mount");
    private static final Function UNMOUNT = function("umount2");
    private static final Function AS_USER = function("setfsuid");
    private static final Function AS_GROUP = function("setfsgid");

    private static Function function(String name) {
        return NativeLibrary.getProcess().getFunction(name);
    }

    /** What is done in the namespace: a number below zero for what went wrong. */
    private interface Work {
        int run();
    }

    /**
     * Shows the container a file or directory of the host.
     *
     * @param source what to show, an absolute path of the host
     * @param target where, an absolute path in the container; made if it is not there
     * @param directory whether it is a directory
     * @param readOnly whether the container may not write
     * @throws IOException if the kernel refuses; nothing is mounted then
     */
    public void bind(String source, String target, boolean directory, boolean readOnly) throws IOException {
        int tree =
                checked("take " + source, call(SYSCALL, OPEN_TREE, HERE, text(source), COPY_OF_MOUNT | CLOSE_ON_EXEC));
        try (Memory attributes = new Memory(32)) {
            attributes.clear();
            attributes.setLong(0, readOnly ? READ_ONLY : 0);
            attributes.setLong(16, PRIVATE); // what is mounted below it in the container is not the host's
            checked(
                    "mount " + source,
                    call(SYSCALL, MOUNT_SETATTR, tree, text(""), EMPTY_PATH, attributes, attributes.size()));
            byte[] place = text(target);
            byte[] nothing = text("");
            byte[][] parents = parents(target, directory);
            byte[] file = directory ? nothing : place;
            inside("mount " + source + " on " + target, () -> {
                int made = make(parents, file);
                return made < 0 ? made : call(SYSCALL, MOVE_MOUNT, tree, nothing, HERE, place, FROM_EMPTY_AND_FOLLOW);
            });
        } finally {
            call(CLOSE, tree);
        }
    }

    /**
     * Gives the container memory to write files to.
     *
     * @param size how many bytes at most
     * @param target where, an absolute path in the container; made if it is not there
     * @param readOnly whether the container may not write
     * @throws IOException if the kernel refuses; nothing is mounted then
     */
    public void memory(long size, String target, boolean readOnly) throws IOException {
        byte[] kind = text("tmpfs");
        byte[] place = text(target);
        byte[] options = text("size=" + size + ",mode=1777,uid=" + Integer.toUnsignedString(user) + ",gid="
                + Integer.toUnsignedString(group));
        byte[][] parents = parents(target, true);
        byte[] nothing = text("");
        long flags = NO_SETUID_NO_DEVICES | (readOnly ? READ_ONLY : 0);
        inside("mount memory on " + target, () -> {
            int made = make(parents, nothing);
            return made < 0 ? made : call(MOUNT, kind, place, kind, flags, options);
        });
    }

    /**
     * Takes a mount away, if nothing in the container uses it.
     *
     * @param target where it is, an absolute path in the container
     * @return whether it is gone; false while it is used
     * @throws IOException if the kernel refuses for another reason
     */
    public boolean unmount(String target) throws IOException {
        byte[] place = text(target);
        return inside("unmount " + target, () -> {
                    int code = call(UNMOUNT, place, 0);
                    // The container's own root may have been faster.
                    return code == -BUSY ? 1 : code == -NOT_MOUNTED || code == -NOT_THERE ? 0 : code;
                })
                == 0;
    }

    /** The directories on the way, the last of which is the target if that is one. */
    private static byte[][] parents(String target, boolean directory) {
        String[] names = target.replaceFirst("^/+", "").split("/+", -1);
        byte[][] parents = new byte[directory ? names.length : names.length - 1][];
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < parents.length; i++) {
            parents[i] = text(path.append('/').append(names[i]).toString());
        }
        return parents;
    }

    /** Makes what is not there of the way to a mount, as the container's root would; in the container's namespace. */
    private int make(byte[][] parents, byte[] file) {
        call(AS_GROUP, group);
        call(AS_USER, user);
        int code = 0;
        for (int i = 0; i < parents.length && code == 0; i++) {
            int made = call(MAKE_DIRECTORY, parents[i], 0x1ed);
            code = made == -EXISTS ? 0 : made;
        }
        if (code == 0 && file.length > 1) {
            code = call(OPEN, file, CREATE | CLOSE_ON_EXEC, 0x1a4);
            code = code < 0 ? code : call(CLOSE, code);
        }
        call(AS_USER, 0);
        call(AS_GROUP, 0);
        return code;
    }

    /**
     * On a thread of its own, whose root is the container's for a moment: no class may be loaded there, as it would be looked for
     * among the container's files. So everything is called once before.
     */
    private int inside(String attempt, Work work) throws IOException {
        int there =
                checked("reach process " + process, call(OPEN, text("/proc/" + process + "/ns/mnt"), CLOSE_ON_EXEC, 0));
        CompletableFuture<Integer> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> result.complete(enter(there, work)), "anfitrion-lxc-mount");
        thread.setDaemon(true);
        thread.start();
        try {
            return checked(attempt, result.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        } finally {
            call(CLOSE, there);
        }
    }

    private static int enter(int there, Work work) {
        call(MAKE_DIRECTORY, text("/proc"), 0x1ed);
        int here = call(OPEN, text("/proc/thread-self/ns/mnt"), CLOSE_ON_EXEC, 0);
        if (here < 0) {
            return here;
        }
        int code = call(UNSHARE, OWN_DIRECTORIES);
        if (code >= 0) {
            code = call(ENTER, there, MOUNTS);
        }
        if (code >= 0) {
            code = work.run();
            call(ENTER, here, MOUNTS);
        }
        call(CLOSE, here);
        return code;
    }

    private static int call(Function function, Object... arguments) {
        int result = function.invokeInt(arguments);
        return result < 0 ? -Native.getLastError() : result;
    }

    private static int checked(String attempt, int result) throws IOException {
        if (result < 0) {
            throw new IOException(attempt + ": " + function("strerror").invokeString(new Object[] {-result}, false));
        }
        return result;
    }

    private static byte[] text(String text) {
        return Native.toByteArray(text, "UTF-8");
    }
}
