package org.anfitrion.driver.openvz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.GuestTools;
import org.anfitrion.spi.support.KeptProcess;
import org.anfitrion.spi.support.KeptStream;

/** A program that runs in a container: vzctl's exec2, whose streams and exit code are the program's own. Thread-safe. */
final class GuestProgram implements GuestTools.Program {

    private final Process process;
    private final KeptProcess kept;
    private final Failure attempt;
    private volatile Runnable kill = () -> {};

    private GuestProgram(Process process, Failure attempt) {
        this.process = process;
        this.attempt = attempt;
        kept = new KeptProcess(process);
    }

    static GuestProgram start(List<String> words, byte[] input, Failure attempt) {
        try {
            ProcessBuilder builder = new ProcessBuilder(words);
            builder.environment().put("LC_ALL", "C.UTF-8");
            GuestProgram program = new GuestProgram(builder.start(), attempt);
            program.kept.feed(input);
            return program;
        } catch (IOException e) {
            throw new BackendFailureException(
                    attempt.because(String.valueOf(e.getMessage())).causedBy(e));
        }
    }

    /** The first line of the output, which is not the program's; shorter if it ended before. */
    String firstLine(Deadline deadline) {
        return told(() -> kept.output().line(deadline), deadline);
    }

    String allErrors(Deadline deadline) {
        return told(() -> new String(kept.errors().all(deadline), StandardCharsets.UTF_8).strip(), deadline);
    }

    /** Something read. */
    private interface Reading {
        String read() throws IOException;
    }

    private String told(Reading reading, Deadline deadline) {
        try {
            return reading.read();
        } catch (IOException e) {
            Failure failure = attempt.because(String.valueOf(e.getMessage())).causedBy(e);
            if (Thread.currentThread().isInterrupted()) {
                throw new OperationCancelledException(failure);
            }
            throw deadline.hasPassed() ? new OperationTimeoutException(failure) : new BackendFailureException(failure);
        }
    }

    /** What ends the program in the container, as ending vzctl need not. */
    void killedBy(Runnable action) {
        kill = action;
    }

    @Override
    public KeptStream output() {
        return kept.output();
    }

    @Override
    public KeptStream errors() {
        return kept.errors();
    }

    @Override
    public int await(Deadline deadline) {
        return kept.await(deadline, attempt);
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill.run();
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        kept.close();
    }
}
