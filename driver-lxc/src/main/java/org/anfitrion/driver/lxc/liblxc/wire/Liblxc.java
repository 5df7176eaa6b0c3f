package org.anfitrion.driver.lxc.liblxc.wire;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.jspecify.annotations.Nullable;

/** liblxc, loaded when the first session is opened and kept for the life of the process. Thread-safe. */
public final class Liblxc {

    private static final Map<String, Object> OPTIONS = Map.of(Library.OPTION_STRING_ENCODING, "UTF-8");
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\..*", Pattern.DOTALL);

    /** The first whose containers have all that is called here, to {@code seccomp_notify_fd_active}. */
    private static final int OLDEST = 4;

    private static @Nullable Liblxc loaded;

    private final LiblxcLibrary library;
    private final String version;

    private Liblxc(LiblxcLibrary library, String version) {
        this.library = library;
        this.version = version;
    }

    /**
     * Returns the library.
     *
     * @return the library
     * @throws DriverUnavailableException if it is not installed, or too old
     */
    public static synchronized Liblxc load() {
        Liblxc ready = loaded;
        if (ready == null) {
            LiblxcLibrary library = library();
            ready = new Liblxc(library, checked(library.lxc_get_version()));
            loaded = ready;
        }
        return ready;
    }

    private static LiblxcLibrary library() {
        try {
            return Native.load(file(), LiblxcLibrary.class, OPTIONS);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new DriverUnavailableException(Failure.to("load", "native library liblxc")
                    .because("it is not installed, or cannot be loaded here; install lxc (Debian, Ubuntu, Fedora)")
                    .causedBy(e));
        }
    }

    private static String file() {
        // The plain name needs the link of the development package; the versioned one is what the run-time linker
        // knows.
        return Platform.isLinux() ? "liblxc.so.1" : "lxc";
    }

    private static String checked(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < OLDEST) {
            throw new DriverUnavailableException(Failure.to("load", "native library liblxc")
                    .because("liblxc " + version + " is too old: " + OLDEST + ".0 or later is needed"));
        }
        return version;
    }

    LiblxcLibrary functions() {
        return library;
    }

    /**
     * Returns the library's version.
     *
     * @return such as {@code 5.0.2}
     */
    public String version() {
        return version;
    }

    /**
     * Returns one of the settings that hold for all containers of the host.
     *
     * @param key such as {@code lxc.lxcpath}
     * @return its value, or the one it was compiled with
     */
    public Optional<String> globalItem(String key) {
        return Optional.ofNullable(library.lxc_get_global_config_item(key));
    }

    /** Gives back what liblxc took from the C library. */
    static void free(Pointer memory) {
        Native.free(Pointer.nativeValue(memory));
    }
}
