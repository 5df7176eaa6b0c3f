package org.anfitrion.api.guest;

import java.util.Objects;

/**
 * What came of a program that ran in a guest.
 *
 * @param exitCode its exit code; 128 and the signal's number if a signal ended it
 * @param output what it wrote to its standard output, as UTF-8
 * @param errors what it wrote to its standard error, as UTF-8
 */
public record ExecResult(int exitCode, String output, String errors) {

    /**
     * Checks that nothing is missing.
     *
     * @param exitCode its exit code; 128 and the signal's number if a signal ended it
     * @param output what it wrote to its standard output, as UTF-8
     * @param errors what it wrote to its standard error, as UTF-8
     */
    public ExecResult {
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(errors, "errors");
    }

    /**
     * Tells whether the program said that all went well.
     *
     * @return true if its exit code is 0
     */
    public boolean succeeded() {
        return exitCode == 0;
    }
}
