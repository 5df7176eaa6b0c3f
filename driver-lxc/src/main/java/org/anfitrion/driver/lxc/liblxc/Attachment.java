package org.anfitrion.driver.lxc.liblxc;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.driver.lxc.liblxc.wire.NativeLog;
import org.anfitrion.driver.lxc.liblxc.wire.SignalMask;

/**
 * How a program enters a container: by {@code lxc-attach}, in a session of its own. If this process attached it, it would inherit
 * more than its three streams: the terminal that this process was started from, which a program in a container opens as {@code
 * /dev/tty}, the signals that a Java virtual machine holds back, and any descriptor that another thread opens meanwhile. Immutable.
 *
 * @param name the container
 * @param lxcPath the folder of containers
 * @param user as whom
 * @param directory where in the container it begins
 * @param environment all of its variables
 * @param command the program and its arguments
 */
record Attachment(
        String name,
        Path lxcPath,
        GuestFiles.User user,
        String directory,
        Map<String, String> environment,
        List<String> command) {

    /** Words are divided nowhere: the directory and the program are the shell's arguments, and no part of its text. */
    private static final List<String> IN_DIRECTORY =
            List.of("/bin/sh", "-c", "cd -- \"$1\" && shift && exec \"$@\"", "sh");

    /** What the program that attaches needs for itself, and where it looks for its own files. */
    private static final Set<String> ITS_OWN = Set.of("PATH", "HOME", "XDG_RUNTIME_DIR", "TMPDIR");

    /** Variables that change how a program runs. */
    private static final List<String> CHANGING =
            List.of("LD_", "LC_", "LANG", "GLIBC_", "GCONV_", "MALLOC_", "LOCPATH", "NLSPATH");

    private static final String ROOT = "/";

    Attachment {
        environment = Map.copyOf(environment);
        command = List.copyOf(command);
    }

    /** Starts the program. */
    Process start(boolean reads, NativeLog log, Failure attempt) {
        ProcessBuilder builder = new ProcessBuilder(Launcher.words(words(log))).directory(new File(ROOT));
        Map<String, String> present = Map.copyOf(builder.environment());
        builder.environment().clear();
        builder.environment().putAll(inherited());
        ITS_OWN.forEach(key -> {
            String value = present.get(key);
            if (value != null) {
                builder.environment().put(key, value);
            }
        });
        builder.environment().put("LC_ALL", "C.UTF-8");
        if (!reads) {
            builder.redirectInput(Redirect.from(new File("/dev/null")));
        }
        checkLetters(builder, attempt);
        try (SignalMask none = SignalMask.empty()) {
            return builder.start();
        } catch (IOException e) {
            throw new BackendFailureException(
                    attempt.because("lxc-attach cannot be started (packages lxc and util-linux): " + e.getMessage())
                            .causedBy(e));
        }
    }

    private List<String> words(NativeLog log) {
        List<String> words = new ArrayList<>(List.of(
                "setsid",
                "lxc-attach",
                "--name=" + name,
                "--lxcpath=" + lxcPath,
                "--uid=" + Integer.toUnsignedString(user.number()),
                "--gid=" + Integer.toUnsignedString(user.group()),
                "--quiet",
                "--logfile=" + log.file(),
                "--logpriority=ERROR",
                "--clear-env"));
        Map<String, String> inherited = inherited();
        // Everybody on the host sees arguments, but only root and this user the variables of a process.
        environment.forEach((key, value) ->
                words.add(inherited.containsKey(key) ? "--keep-var=" + key : "--set-var=" + key + "=" + value));
        words.add("--");
        if (!directory.equals(ROOT)) {
            words.addAll(IN_DIRECTORY);
            words.add(directory);
        }
        words.addAll(command);
        return words;
    }

    private Map<String, String> inherited() {
        Map<String, String> inherited = new LinkedHashMap<>(environment);
        inherited.keySet().removeAll(ITS_OWN);
        inherited.keySet().removeIf(key -> CHANGING.stream().anyMatch(key::startsWith));
        return inherited;
    }

    private static void checkLetters(ProcessBuilder builder, Failure attempt) {
        Charset charset = Charset.defaultCharset();
        List<String> all = new ArrayList<>(builder.command());
        all.addAll(builder.environment().values());
        if (!all.stream().allMatch(word -> charset.newEncoder().canEncode(word))) {
            throw new DriverUnavailableException(attempt.because("this JVM was started in a locale whose encoding, "
                    + charset + ", cannot express an argument; start it with LC_ALL=C.UTF-8"));
        }
    }
}
