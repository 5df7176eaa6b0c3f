package org.anfitrion.libvirt.wire;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The native libraries, loaded when the first connection is opened and kept for the life of the process. Thread-safe.
 *
 * <p>Once loaded, libvirt prints nothing: errors are fetched where they happen, and its log goes where {@link #logTo} said
 * before, or nowhere. An application that sets {@code LIBVIRT_LOG_OUTPUTS} itself is left alone.
 */
public final class Natives {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.native");
    private static final String LOG_OUTPUTS = "LIBVIRT_LOG_OUTPUTS";
    private static final Map<String, Object> OPTIONS = Map.of(Library.OPTION_STRING_ENCODING, "UTF-8");

    private static volatile @Nullable LibvirtLibrary libvirt;
    private static volatile @Nullable LibvirtQemuLibrary libvirtQemu;
    private static String logFile = "/dev/null";

    private Natives() {}

    /**
     * Says where libvirt's own log goes. It decides that once in the life of a process.
     *
     * @param file an absolute path
     * @return false if libvirt is loaded already and the file stays empty
     */
    public static synchronized boolean logTo(String file) {
        if (libvirt != null) {
            return logFile.equals(file);
        }
        logFile = file;
        return true;
    }

    /**
     * Returns libvirt, with its event loop running.
     *
     * @return the library
     * @throws DriverUnavailableException if it is not installed
     */
    public static LibvirtLibrary libvirt() {
        LibvirtLibrary loaded = libvirt;
        return loaded != null ? loaded : loadLibvirt();
    }

    private static synchronized LibvirtLibrary loadLibvirt() {
        LibvirtLibrary loaded = libvirt;
        if (loaded != null) {
            return loaded;
        }
        LibvirtLibrary library = load("virt", LibvirtLibrary.class, "libvirt0", "libvirt-libs");
        initialize(library);
        EventLoop.start(library, noOperation());
        libvirt = library;
        return library;
    }

    /**
     * Returns the library for raw calls to QEMU.
     *
     * @return the library
     * @throws DriverUnavailableException if it is not installed
     */
    public static synchronized LibvirtQemuLibrary libvirtQemu() {
        LibvirtQemuLibrary loaded = libvirtQemu;
        if (loaded == null) {
            loaded = load("virt-qemu", LibvirtQemuLibrary.class, "libvirt0", "libvirt-libs");
            libvirtQemu = loaded;
        }
        return loaded;
    }

    /**
     * Tells whether this process acts as root.
     *
     * @return true if its effective user is 0
     */
    public static boolean privileged() {
        return NativeLibrary.getProcess().getFunction("geteuid").invokeInt(new Object[0]) == 0;
    }

    private static <T extends Library> T load(String name, Class<T> type, String debian, String fedora) {
        try {
            return Native.load(file(name), type, OPTIONS);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new DriverUnavailableException(Failure.to("load", "native library lib" + name)
                    .because("it is not installed, or cannot be loaded here; install " + debian
                            + " (Debian, Ubuntu) or " + fedora + " (Fedora, RHEL)")
                    .causedBy(e));
        }
    }

    /** Binds the native methods of a class to libvirt directly. */
    static void bind(Class<?> functions) {
        libvirt();
        Native.register(functions, NativeLibrary.getInstance(file("virt"), OPTIONS));
    }

    private static String file(String name) {
        // The plain name needs the link of the development package, or a search through folders; the versioned one is
        // what the run-time linker knows.
        return Platform.isLinux() ? "lib" + name + ".so.0" : name;
    }

    private static void initialize(LibvirtLibrary library) {
        NativeLibrary process = NativeLibrary.getProcess();
        boolean ours = System.getenv(LOG_OUTPUTS) == null;
        if (ours) {
            // Java cannot change its own environment; libvirt reads it in virInitialize. 3 is "warnings and worse".
            process.getFunction("setenv").invokeInt(new Object[] {LOG_OUTPUTS, "3:file:" + logFile, 0});
        }
        int initialized = library.virInitialize();
        if (ours) {
            process.getFunction("unsetenv").invokeInt(new Object[] {LOG_OUTPUTS});
        }
        if (initialized < 0) {
            throw LibvirtError.last(library).translate(new Attempt("initialize", "libvirt", false));
        }
        library.virSetErrorFunc(null, noOperation());
        LOG.log(Level.DEBUG, "libvirt is loaded; its log goes to {0}", ours ? logFile : "where the environment says");
    }

    /**
     * A native function that takes anything and does nothing. libvirt calls its error function on threads of its own: a
     * Java callback would attach each of them to the virtual machine.
     */
    private static Pointer noOperation() {
        Function harmless = NativeLibrary.getProcess().getFunction("getpagesize");
        return harmless;
    }
}
