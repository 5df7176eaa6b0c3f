package org.anfitrion.spi.support;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.spi.Deadline;

/**
 * A program of this host that stands for one in a guest, such as {@code lxc-attach} or {@code vzctl exec2}: what it writes is kept
 * until somebody reads it, and its input does not make anybody wait. Who started it ends it. Thread-safe.
 */
public final class KeptProcess implements AutoCloseable {

    private static final Logger LOG = System.getLogger("org.anfitrion.command");

    private final Process process;
    private final KeptStream output;
    private final KeptStream errors;

    /**
     * Begins to read what a program writes.
     *
     * @param process the program, whose streams nobody else reads
     */
    public KeptProcess(Process process) {
        this.process = Objects.requireNonNull(process, "process");
        output = new KeptStream(process.getInputStream());
        errors = new KeptStream(process.getErrorStream());
    }

    /**
     * Returns what it writes to its standard output.
     *
     * @return the stream
     */
    public KeptStream output() {
        return output;
    }

    /**
     * Returns what it writes to its standard error.
     *
     * @return the stream
     */
    public KeptStream errors() {
        return errors;
    }

    /**
     * Writes its whole input, and closes that, in the background: a program may answer before it has read everything, or never read.
     *
     * @param input the bytes
     */
    public void feed(byte[] input) {
        byte[] all = input.clone();
        Thread thread = new Thread(
                () -> {
                    try (OutputStream to = process.getOutputStream()) {
                        to.write(all);
                    } catch (IOException e) {
                        LOG.log(Level.DEBUG, "a program ended before it had read all: {0}", e.getMessage());
                    }
                },
                "anfitrion-kept-input");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits until the program has ended.
     *
     * @param deadline until when
     * @param attempt what is attempted, for messages
     * @return its exit code
     * @throws OperationTimeoutException if it runs on; it is not ended by this
     * @throws OperationCancelledException if the thread is interrupted
     */
    public int await(Deadline deadline, Failure attempt) {
        try {
            if (process.waitFor(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(attempt.because("the thread was interrupted while it waited")
                    .causedBy(e));
        }
        throw new OperationTimeoutException(attempt.because("the program has not ended within " + deadline.allowed()));
    }

    /** Wakes who reads; what the program still writes is thrown away. */
    @Override
    public void close() {
        output.close();
        errors.close();
    }
}
