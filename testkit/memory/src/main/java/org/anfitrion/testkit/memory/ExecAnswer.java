package org.anfitrion.testkit.memory;

import java.nio.charset.StandardCharsets;

/**
 * What a program in a guest did: what it wrote, and how it ended. Immutable.
 *
 * <pre>{@code
 * host.guest("web").onExec("systemctl", spec -> spec.command().contains("nginx")
 *         ? ExecAnswer.prints("active\n")
 *         : ExecAnswer.fails(4, "no such unit\n"));
 * }</pre>
 */
public final class ExecAnswer {

    private final int exitCode;
    private final byte[] output;
    private final byte[] errors;

    private ExecAnswer(int exitCode, byte[] output, byte[] errors) {
        this.exitCode = exitCode;
        this.output = output;
        this.errors = errors;
    }

    /**
     * Describes a program that did what it was for.
     *
     * @param text what it wrote to its standard output, in UTF-8
     * @return the answer, with exit code 0
     */
    public static ExecAnswer prints(String text) {
        return prints(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Describes a program that did what it was for.
     *
     * @param bytes what it wrote to its standard output
     * @return the answer, with exit code 0
     */
    public static ExecAnswer prints(byte[] bytes) {
        return new ExecAnswer(0, bytes.clone(), new byte[0]);
    }

    /**
     * Describes a program that failed.
     *
     * @param exitCode how it ended
     * @param message what it wrote to its standard error, in UTF-8
     * @return the answer
     */
    public static ExecAnswer fails(int exitCode, String message) {
        return new ExecAnswer(exitCode, new byte[0], message.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Lets it have written something to its standard output too.
     *
     * @param bytes what it wrote
     * @return a copy with that output
     */
    public ExecAnswer output(byte[] bytes) {
        return new ExecAnswer(exitCode, bytes.clone(), errors);
    }

    int exitCode() {
        return exitCode;
    }

    byte[] output() {
        return output.clone();
    }

    byte[] errors() {
        return errors.clone();
    }

    @Override
    public String toString() {
        return "exit code " + exitCode + ", " + output.length + " bytes of output, " + errors.length + " of errors";
    }
}
