package org.anfitrion.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.guest.ExecResult;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestProcess;

/**
 * A program that runs in a guest. Its output and errors may be read at the same time or one after the other: nothing is lost
 * meanwhile. Thread-safe.
 */
public final class GuestProgram implements AutoCloseable {

    private final Domain domain;
    private final GuestProcess process;

    GuestProgram(Domain domain, GuestProcess process) {
        this.domain = domain;
        this.process = process;
    }

    /**
     * Returns what the program writes to its standard output.
     *
     * @return the bytes, as they come
     */
    public InputStream output() {
        return process.output();
    }

    /**
     * Returns what the program writes to its standard error.
     *
     * @return the bytes, as they come
     */
    public InputStream errors() {
        return process.errors();
    }

    /**
     * Waits until the program has ended.
     *
     * @param timeout how long
     * @return its exit code; 128 and the signal's number if a signal ended it
     * @throws OperationTimeoutException if it runs on; it is not killed by this
     */
    public int await(Duration timeout) {
        return process.await(Deadline.after(timeout));
    }

    ExecResult collect(Deadline deadline) {
        CompletableFuture<byte[]> output = read(process.output());
        CompletableFuture<byte[]> errors = read(process.errors());
        int exitCode = process.await(deadline);
        return new ExecResult(exitCode, text(output, deadline), text(errors, deadline));
    }

    private CompletableFuture<byte[]> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return stream.readAllBytes();
                    } catch (IOException e) {
                        throw new BackendFailureException(
                                Failure.to("read the output of a program in", domain.toString())
                                        .because(String.valueOf(e.getMessage()))
                                        .causedBy(e));
                    }
                },
                Threads.PLATFORM);
    }

    private String text(CompletableFuture<byte[]> bytes, Deadline deadline) {
        Failure failure = Failure.to("read the output of a program in", domain.toString());
        try {
            return new String(bytes.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS), StandardCharsets.UTF_8);
        } catch (TimeoutException e) {
            throw new OperationTimeoutException(
                    failure.because("something else keeps it open after " + Words.of(deadline.allowed())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(
                    failure.because("the thread was interrupted").causedBy(e));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HypervisorException known) {
                throw known;
            }
            throw new BackendFailureException(
                    failure.because(String.valueOf(e.getCause())).causedBy(e));
        }
    }

    /** Lets go: a program that runs is killed where the backend can. Closing twice does no harm. */
    @Override
    public void close() {
        process.close();
    }
}
