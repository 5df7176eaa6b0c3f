package org.anfitrion.spi.support;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NativeError;

/** What came of a {@link Command} that ended by itself: exit code and both outputs, apart. Immutable. */
public final class CommandResult {

    private static final int LONGEST_MESSAGE = 2000;

    private final Command command;
    private final int exitCode;
    private final byte[] output;
    private final byte[] errors;

    CommandResult(Command command, int exitCode, byte[] output, byte[] errors) {
        this.command = command;
        this.exitCode = exitCode;
        this.output = output;
        this.errors = errors;
    }

    /**
     * Returns the exit code.
     *
     * @return the program's own; 128 and the signal's number if a signal ended it
     */
    public int exitCode() {
        return exitCode;
    }

    /**
     * Returns standard output.
     *
     * @return all of it, read as UTF-8; secrets that the program repeats are in it
     */
    public String output() {
        return new String(output, StandardCharsets.UTF_8);
    }

    /**
     * Returns standard output as it came.
     *
     * @return all of it
     */
    public byte[] outputBytes() {
        return output.clone();
    }

    /**
     * Returns the lines of standard output.
     *
     * @return the lines without their ends
     */
    public List<String> lines() {
        return output().lines().toList();
    }

    /**
     * Returns standard error.
     *
     * @return the last 64 KiB of it, read as UTF-8, without the secrets among the command's arguments
     */
    public String errors() {
        return command.withoutSecrets(new String(errors, StandardCharsets.UTF_8));
    }

    /**
     * Returns the end as the program's own report: its exit code and what it said on standard error, or failing that on
     * standard output.
     *
     * @return the report, without secrets
     */
    public NativeError error() {
        String words = errors().strip();
        if (words.isEmpty()) {
            words = command.withoutSecrets(output()).strip();
        }
        if (words.length() > LONGEST_MESSAGE) {
            words = "…" + words.substring(words.length() - LONGEST_MESSAGE);
        }
        return new NativeError(
                command.program(), exitCode, words.isEmpty() ? "it ended with exit code " + exitCode : words);
    }

    /**
     * Returns the end as a failure: of what was {@linkplain Command#attempting attempted}, with the program's own report as
     * the reason. For drivers that make an exception of their own by the exit code.
     *
     * @return the failure
     */
    public Failure failure() {
        return command.failure().saidBy(error());
    }

    /**
     * Checks that the program succeeded.
     *
     * @return this result
     * @throws BackendFailureException if the exit code is not 0
     */
    public CommandResult orThrow() {
        if (exitCode != 0) {
            throw new BackendFailureException(failure());
        }
        return this;
    }

    /** Leaves the output out: it may hold secrets. */
    @Override
    public String toString() {
        return command + " ended with exit code " + exitCode;
    }
}
