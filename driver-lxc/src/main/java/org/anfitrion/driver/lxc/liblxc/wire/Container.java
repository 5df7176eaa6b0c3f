package org.anfitrion.driver.lxc.liblxc.wire;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NativeError;
import org.jspecify.annotations.Nullable;

/**
 * liblxc's object of one container, from {@code lxc_container_new} to {@code lxc_container_put}. It has read the configuration's
 * file, and may be of a container that is not there. Not thread-safe, as the native one is not: each call gets one of its own.
 */
public final class Container implements AutoCloseable {

    private static final String UTF_8 = "UTF-8";

    /** A folder that is not there. */
    static final String NOWHERE = "/nonexistent";

    private final Liblxc liblxc;
    private final String name;
    private @Nullable Pointer pointer;
    private @Nullable NativeLog log;

    private Container(Liblxc liblxc, String name, Pointer pointer) {
        this.liblxc = liblxc;
        this.name = name;
        this.pointer = pointer;
    }

    /**
     * Takes an object to look at a container. It does not know the container's configuration: only what runs is asked.
     *
     * @param name the container's name
     * @param lxcPath the folder of containers
     * @param attempt what is attempted, for messages
     * @return the object, which has to be closed
     */
    public static Container toLook(String name, Path lxcPath, Failure attempt) {
        // Where a configuration has a mistake, liblxc prints to the standard error and gives no object.
        Container container = take(name, NOWHERE, attempt);
        container.isTrue(ContainerFunction.SET_CONFIG_PATH, lxcPath.toString());
        // Without any setting of its own it would not ask for those of what runs either.
        container.set("lxc.ephemeral", "0");
        return container;
    }

    /**
     * Takes an object to do something with the running container; {@link #blamed} tells what liblxc says of it. It knows as little
     * of the configuration: a container must be stopped also when its file is gone, or has got a mistake since it was started.
     *
     * @param name the container's name
     * @param lxcPath the folder of containers
     * @param attempt what is attempted, for messages
     * @return the object, which has to be closed
     */
    public static Container toAct(String name, Path lxcPath, Failure attempt) {
        Container container = toLook(name, lxcPath, attempt);
        boolean ready = false;
        try {
            container.listen(attempt);
            ready = true;
            return container;
        } finally {
            if (!ready) {
                container.close();
            }
        }
    }

    /**
     * Has liblxc read a container's configuration.
     *
     * @param name the container's name
     * @param lxcPath the folder of containers
     * @param attempt what is attempted, for messages
     * @return the object, which has to be closed
     * @throws BackendFailureException if liblxc does not understand the whole of it: what it has read until a mistake would start
     *     too, without a network of its own, say
     */
    public static Container configured(String name, Path lxcPath, Failure attempt) {
        Container container = toLook(name, lxcPath, attempt);
        boolean ready = false;
        try {
            container.function(ContainerFunction.CLEAR_CONFIG).invokeVoid(container.with());
            container.listen(attempt);
            ready = container.isTrue(ContainerFunction.LOAD_CONFIG, (Object) null);
            if (!ready) {
                throw new BackendFailureException(container.blamed(attempt));
            }
            return container;
        } finally {
            if (!ready) {
                container.close();
            }
        }
    }

    private static Container take(String name, String lxcPath, Failure attempt) {
        Liblxc liblxc = Liblxc.load();
        Pointer pointer = liblxc.functions().lxc_container_new(name, lxcPath);
        if (pointer == null) {
            throw new BackendFailureException(attempt.because(
                    "liblxc has no object for it: there is no memory, it cannot write below /run, or the"
                            + " configuration was changed meanwhile"));
        }
        return new Container(liblxc, name, pointer);
    }

    private void listen(Failure attempt) {
        NativeLog heard = NativeLog.begin(attempt);
        log = heard;
        heard.tell(this);
    }

    private Pointer open() {
        Pointer open = pointer;
        if (open == null) {
            throw new IllegalStateException("container '" + name + "' was put back");
        }
        return open;
    }

    private Function function(ContainerFunction function) {
        Pointer address = open().getPointer(function.offset());
        if (address == null) {
            throw new IllegalStateException("liblxc " + liblxc.version() + " has no " + function);
        }
        return Function.getFunction(address, Function.C_CONVENTION, UTF_8);
    }

    /** C's {@code bool} is one byte. */
    private boolean isTrue(ContainerFunction function, @Nullable Object... arguments) {
        return ((Number) function(function).invoke(Byte.class, with(arguments))).byteValue() != 0;
    }

    private int number(ContainerFunction function, @Nullable Object... arguments) {
        return function(function).invokeInt(with(arguments));
    }

    private @Nullable Object[] with(@Nullable Object... arguments) {
        @Nullable Object[] all = new @Nullable Object[arguments.length + 1];
        all[0] = open();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return all;
    }

    /**
     * Tells the state.
     *
     * @return liblxc's word, such as {@code RUNNING}
     */
    public String state() {
        Pointer word = (Pointer) function(ContainerFunction.STATE).invoke(Pointer.class, with());
        return word == null ? "" : word.getString(0);
    }

    /**
     * Tells which process is the container's first.
     *
     * @return its number on the host; empty if the container does not run
     */
    public OptionalInt initPid() {
        int pid = number(ContainerFunction.INIT_PID);
        return pid > 0 ? OptionalInt.of(pid) : OptionalInt.empty();
    }

    /** Makes a setting this object's with which the container was started. */
    private void takeRunning(String key) {
        runningItem(key).stream()
                .flatMap(String::lines)
                .filter(value -> !value.isEmpty() && !value.equals("0"))
                .forEach(value -> set(key, value));
    }

    /**
     * Kills every process of the container, and waits for their end.
     *
     * @return whether it did
     */
    public boolean stop() {
        return isTrue(ContainerFunction.STOP);
    }

    /**
     * Asks the first process to end.
     *
     * @return whether it was asked
     */
    public boolean shutdown() {
        takeRunning("lxc.signal.halt");
        return isTrue(ContainerFunction.SHUTDOWN, 0);
    }

    /**
     * Asks the first process to restart.
     *
     * @return whether it was asked
     */
    public boolean reboot() {
        takeRunning("lxc.signal.reboot");
        return isTrue(ContainerFunction.REBOOT);
    }

    /**
     * Holds all processes of the container.
     *
     * @return whether they are held
     */
    public boolean freeze() {
        return isTrue(ContainerFunction.FREEZE);
    }

    /**
     * Lets all processes of the container go on.
     *
     * @return whether they do
     */
    public boolean unfreeze() {
        return isTrue(ContainerFunction.UNFREEZE);
    }

    /**
     * Changes a setting of this object, which its configuration's file does not tell of.
     *
     * @param key the key
     * @param value the value
     * @return whether liblxc took it
     */
    public boolean set(String key, String value) {
        return isTrue(ContainerFunction.SET_CONFIG_ITEM, key, value);
    }

    /**
     * Returns a setting of this object.
     *
     * @param key the key
     * @return its value; several are on lines of their own
     */
    public Optional<String> item(String key) {
        int length = number(ContainerFunction.GET_CONFIG_ITEM, key, null, 0);
        return text(length, (memory, size) -> number(ContainerFunction.GET_CONFIG_ITEM, key, memory, size));
    }

    /**
     * Returns a setting with which the container was started.
     *
     * @param key the key
     * @return its value; empty if the container does not run, or has no such setting
     */
    public Optional<String> runningItem(String key) {
        Pointer text =
                (Pointer) function(ContainerFunction.GET_RUNNING_CONFIG_ITEM).invoke(Pointer.class, with(key));
        if (text == null) {
            return Optional.empty();
        }
        String value = text.getString(0, UTF_8);
        Liblxc.free(text);
        return Optional.of(value);
    }

    /**
     * Reads a control file of the running container.
     *
     * @param file its name with its controller, such as {@code memory.limit_in_bytes}
     * @return what it says
     */
    public Optional<String> control(String file) {
        int length = number(ContainerFunction.GET_CGROUP_ITEM, file, null, 0);
        return text(length, (memory, size) -> number(ContainerFunction.GET_CGROUP_ITEM, file, memory, size));
    }

    /**
     * Writes a control file of the running container.
     *
     * @param file its name with its controller, such as {@code memory.limit_in_bytes}
     * @param value what to write
     * @return whether the kernel took it
     */
    public boolean control(String file, String value) {
        return isTrue(ContainerFunction.SET_CGROUP_ITEM, file, value);
    }

    /**
     * Opens a terminal of the running container.
     *
     * @param number 0 for the console
     * @return its descriptors; empty if somebody else has it, or it is not there
     */
    public Optional<TerminalDescriptors> terminal(int number) {
        IntByReference which = new IntByReference(number);
        IntByReference master = new IntByReference(-1);
        int held = number(ContainerFunction.CONSOLE_GETFD, which, master);
        return held < 0 ? Optional.empty() : Optional.of(new TerminalDescriptors(held, master.getValue()));
    }

    /**
     * Moves a network interface of the host into the running container.
     *
     * @param device what it is called on the host
     * @param inside what it is to be called in the container
     * @return whether it is there
     */
    public boolean attachInterface(String device, String inside) {
        return isTrue(ContainerFunction.ATTACH_INTERFACE, device, inside);
    }

    /**
     * Moves a network interface of the running container back to the host.
     *
     * @param inside what it is called in the container
     * @param device what it is to be called on the host
     * @return whether it is there
     */
    public boolean detachInterface(String inside, String device) {
        return isTrue(ContainerFunction.DETACH_INTERFACE, inside, device);
    }

    /**
     * Tells what went wrong last.
     *
     * @param attempt what was attempted
     * @return the same with liblxc's reason
     */
    public Failure blamed(Failure attempt) {
        ContainerHead head = new ContainerHead(open());
        head.read();
        String said = head.errorString == null ? "" : head.errorString.getString(0, UTF_8);
        String logged = log == null ? "" : log.errors().orElse("");
        String reason = said.isEmpty() ? logged : logged.isEmpty() ? said : said + "; " + logged;
        return attempt.saidBy(new NativeError(
                "liblxc", head.errorNumber, reason.isEmpty() ? "liblxc refused and gave no reason" : reason));
    }

    /** Reads into memory of a size. */
    private interface Reader {
        int read(Memory memory, int size);
    }

    private static Optional<String> text(int length, Reader reader) {
        if (length < 0) {
            return Optional.empty();
        }
        if (length == 0) {
            return Optional.of("");
        }
        try (Memory memory = new Memory(length + 1L)) {
            memory.clear();
            return reader.read(memory, length + 1) < 0
                    ? Optional.empty()
                    : Optional.of(memory.getString(0, UTF_8).stripTrailing());
        }
    }

    /** Puts the object back; what it is about lives on. */
    @Override
    public void close() {
        Pointer open = pointer;
        pointer = null;
        NativeLog heard = log;
        log = null;
        if (open != null) {
            liblxc.functions().lxc_container_put(open);
        }
        if (heard != null) {
            heard.close();
        }
    }
}
