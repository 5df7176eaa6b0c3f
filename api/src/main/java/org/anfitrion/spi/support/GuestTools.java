package org.anfitrion.spi.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.AccessDeniedException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.secret.Password;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestProcess;

/**
 * A guest's files and passwords by programs of its own ({@code cat}, {@code dd}, {@code chpasswd}): for a backend that runs programs in
 * its guests and has nothing else for this. The guest opens its files itself, so that its links lead nowhere else. Thread-safe.
 *
 * <pre>{@code
 * GuestTools tools = new GuestTools(this::start);
 * return tools.read(id, path, deadline, attempt);
 * }</pre>
 */
public final class GuestTools {

    private final Start programs;

    /**
     * Creates the tools of a driver's guests.
     *
     * @param programs how a program is started in one
     */
    public GuestTools(Start programs) {
        this.programs = Objects.requireNonNull(programs, "programs");
    }

    /** Starts programs in guests. */
    @FunctionalInterface
    public interface Start {

        /**
         * Starts a program.
         *
         * @param id in which guest
         * @param spec the program
         * @param deadline until when it has been started
         * @param attempt what is attempted, for messages
         * @return the running program
         */
        Program start(DomainId id, ExecSpec spec, Deadline deadline, Failure attempt);
    }

    /** A program whose output can be had as a whole within a time. */
    public interface Program extends GuestProcess {

        @Override
        KeptStream output();

        @Override
        KeptStream errors();
    }

    /**
     * What came of a program.
     *
     * @param code its exit code
     * @param output what it wrote to its standard output
     * @param errors what it wrote to its standard error
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Ended(int code, byte[] output, String errors) {}

    /**
     * Runs a program to its end.
     *
     * @param id in which guest
     * @param spec the program
     * @param deadline until when it has ended, and nobody has its streams any more
     * @param attempt what is attempted, for messages
     * @return what came of it, whatever its exit code
     * @throws OperationTimeoutException if the deadline passes before
     * @throws BackendFailureException if it writes more than is kept
     */
    public Ended run(DomainId id, ExecSpec spec, Deadline deadline, Failure attempt) {
        try (Program program = programs.start(id, spec, deadline, attempt)) {
            byte[] output = program.output().all(deadline);
            String errors = new String(program.errors().all(deadline), StandardCharsets.UTF_8).strip();
            return new Ended(program.await(deadline), output, errors);
        } catch (IOException e) {
            Failure failure = attempt.because(String.valueOf(e.getMessage())).causedBy(e);
            throw deadline.hasPassed() ? new OperationTimeoutException(failure) : new BackendFailureException(failure);
        }
    }

    /**
     * Reads a file.
     *
     * @param id of which guest
     * @param path its absolute path there
     * @param deadline until when it has been read
     * @param attempt what is attempted, for messages
     * @return its bytes
     * @throws InvalidSpecException if the path is not absolute
     * @throws NotFoundException if there is no such file
     * @throws AccessDeniedException if the guest refuses
     */
    public InputStream read(DomainId id, String path, Deadline deadline, Failure attempt) {
        requireAbsolute(path, attempt);
        return new ByteArrayInputStream(succeeded(run(id, ExecSpec.of("cat", "--", path), deadline, attempt), attempt)
                .output());
    }

    /**
     * Writes a file, which is opened at once, so that one that cannot be written is refused now.
     *
     * @param id of which guest
     * @param path its absolute path there
     * @param deadline until when it has been written
     * @param attempt what is attempted, for messages
     * @return where the bytes go; they are in the guest when it was closed without an error
     * @throws InvalidSpecException if the path is not absolute
     * @throws NotFoundException if its folder is not there
     * @throws AccessDeniedException if the guest refuses
     */
    public OutputStream write(DomainId id, String path, Deadline deadline, Failure attempt) {
        requireAbsolute(path, attempt);
        put(id, path, new byte[0], deadline, attempt);
        return new ByteArrayOutputStream() {
            private boolean closed;

            @Override
            public void close() throws IOException {
                if (closed) {
                    return;
                }
                closed = true;
                try {
                    put(id, path, toByteArray(), deadline, attempt);
                } catch (HypervisorException e) {
                    throw new IOException(e);
                }
            }
        };
    }

    private void put(DomainId id, String path, byte[] content, Deadline deadline, Failure attempt) {
        succeeded(run(id, ExecSpec.of("dd", "of=" + path).input(content), deadline, attempt), attempt);
    }

    /**
     * Sets a password, which no argument of any program shows.
     *
     * @param id of which guest
     * @param user whose
     * @param password the new one
     * @param deadline until when it has been set
     * @param attempt what is attempted, for messages
     * @throws InvalidSpecException if the name is empty or has a colon, or one of the two has a line break
     */
    public void password(DomainId id, String user, Password password, Deadline deadline, Failure attempt) {
        if (user.isEmpty()
                || user.indexOf(':') >= 0
                || user.indexOf('\n') >= 0
                || password.reveal().indexOf('\n') >= 0) {
            throw new InvalidSpecException(attempt.because("a user's name has no colon, and neither has a line break"));
        }
        byte[] line = (user + ":" + password.reveal() + "\n").getBytes(StandardCharsets.UTF_8);
        Ended ended = run(id, ExecSpec.of("chpasswd").input(line), deadline, attempt);
        if (ended.code() != 0) {
            throw new BackendFailureException(attempt.because(reason(ended)));
        }
    }

    private static void requireAbsolute(String path, Failure attempt) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw new InvalidSpecException(attempt.because("'" + path.replace("\0", "\\0") + "' is no absolute path"));
        }
    }

    /** GNU's and busybox's words, as the program has no others in an environment without a language. */
    private static Ended succeeded(Ended ended, Failure attempt) {
        if (ended.code() == 0) {
            return ended;
        }
        Failure failure = attempt.because(reason(ended));
        if (ended.errors().contains("No such file") || ended.errors().contains("nonexistent directory")) {
            throw new NotFoundException(failure);
        }
        throw ended.errors().contains("denied")
                ? new AccessDeniedException(failure)
                : new BackendFailureException(failure);
    }

    private static String reason(Ended ended) {
        return ended.errors().isEmpty() ? "exit code " + ended.code() : ended.errors();
    }
}
