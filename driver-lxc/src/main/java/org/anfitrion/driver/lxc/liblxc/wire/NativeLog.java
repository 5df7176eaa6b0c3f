package org.anfitrion.driver.lxc.liblxc.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;

/**
 * What liblxc logs of one container while one call works on it: its interface has no reasons, its log has them. liblxc's log for
 * the whole process, {@code lxc_log_init}, is left alone: it would mix threads, and print errors to the standard error too. A
 * container that has a log of its own keeps it, and is read there. Not thread-safe.
 */
public final class NativeLog implements AutoCloseable {

    private static final String FILE = "lxc.log.file";
    private static final String LEVEL = "lxc.log.level";

    /** {@code lxc NAME 20261122144831.971 ERROR conf - ../src/lxc/conf.c:lxc_rootfs_init:576 - No such file or directory - …} */
    private static final Pattern ERROR = Pattern.compile(".* \\d{14}\\.\\d{3} ERROR +[^ ]+ - [^ ]+:\\d+ - (.*)");

    /** The first say why, the others what could not be done without it. */
    private static final int ENOUGH = 3;

    private final Path file;

    private NativeLog(Path file) {
        this.file = file;
    }

    /**
     * Makes a file that liblxc is still to be told of.
     *
     * @param attempt what is attempted, for messages
     * @return the log, which has to be closed
     */
    public static NativeLog begin(Failure attempt) {
        try {
            return new NativeLog(Files.createTempFile("anfitrion-liblxc-", ".log"));
        } catch (IOException e) {
            throw new BackendFailureException(attempt.because("liblxc has no place for its log: " + e.getMessage())
                    .causedBy(e));
        }
    }

    /** Tells the container where, before its configuration is read. */
    void tell(Container container) {
        container.set(FILE, file.toString());
        container.set(LEVEL, "ERROR");
    }

    /**
     * Returns where liblxc is to log.
     *
     * @return the file
     */
    public Path file() {
        return file;
    }

    /**
     * Returns what liblxc has logged since.
     *
     * @return the first errors, in its own words
     */
    public Optional<String> errors() {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<String> errors = text.lines()
                    .map(ERROR::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1))
                    .limit(ENOUGH)
                    .toList();
            return errors.isEmpty()
                    ? Optional.empty()
                    : Optional.of(errors.stream().collect(Collectors.joining("; ")));
        } catch (IOException e) {
            return Optional.of("its log cannot be read: " + e);
        }
    }

    /** Stops listening. A container that was started writes on, into a file that nobody sees any more. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
