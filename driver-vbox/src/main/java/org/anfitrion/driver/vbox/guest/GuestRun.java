package org.anfitrion.driver.vbox.guest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.driver.vbox.manage.ManageError;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestProcess;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.support.CommandResult;

/**
 * A program in a guest, and the VBoxManage that follows it: its output and its errors are the program's, and so is its exit code.
 * When VBoxManage goes, VirtualBox ends the guest's session, and the program with it.
 */
final class GuestRun implements GuestProcess, Progress {

    private final Failure attempt;
    private final CompletableFuture<CommandResult> result;
    private volatile boolean closed;

    private GuestRun(Failure attempt, CompletableFuture<CommandResult> result) {
        this.attempt = attempt;
        this.result = result;
    }

    /** Starts following; the work is to be cancelled by the progress that it gets. */
    static GuestRun start(Failure attempt, Work work) {
        CompletableFuture<CommandResult> result = new CompletableFuture<>();
        GuestRun run = new GuestRun(attempt, result);
        Thread follower = new Thread(
                () -> {
                    try {
                        result.complete(work.follow(run));
                    } catch (RuntimeException e) {
                        result.completeExceptionally(e); // told to whoever waits
                    }
                },
                "anfitrion-vbox-guest");
        follower.setDaemon(true);
        follower.start();
        return run;
    }

    /** What follows a program. */
    @FunctionalInterface
    interface Work {

        /** Runs VBoxManage until the program has ended. */
        CommandResult follow(Progress progress);
    }

    /** Waits a moment: what cannot be started says so at once. */
    GuestRun started(Deadline deadline) {
        try {
            long wait = Math.min(deadline.remaining().toMillis(), 1000);
            failIfRefused(result.get(wait, TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return this; // it runs
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(
                    attempt.because("the thread was interrupted").causedBy(e));
        } catch (ExecutionException e) {
            throw cause(e);
        }
        return this;
    }

    private static RuntimeException cause(Exception e) {
        return e.getCause() instanceof HypervisorException cause ? cause : new CompletionException(e);
    }

    /** VBoxManage's own words are no program's. */
    private void failIfRefused(CommandResult ended) {
        if (ended.exitCode() != 0 && ended.errors().startsWith("VBoxManage: error: ")) {
            throw ManageError.parse(ended.errors(), ended.exitCode()).exception(attempt);
        }
    }

    @Override
    public InputStream output() {
        return later(() -> result.join().outputBytes());
    }

    @Override
    public InputStream errors() {
        return later(() -> result.join().errors().getBytes(StandardCharsets.UTF_8));
    }

    /** VBoxManage's output is taken when it ends; whoever reads before waits for that. */
    private static InputStream later(Supplier<byte[]> bytes) {
        return new InputStream() {

            private InputStream all = InputStream.nullInputStream();
            private boolean taken;

            private InputStream all() {
                if (!taken) {
                    all = new ByteArrayInputStream(bytes.get());
                    taken = true;
                }
                return all;
            }

            @Override
            public int read() throws IOException {
                return all().read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return all().read(buffer, offset, length);
            }
        };
    }

    @Override
    public int await(Deadline deadline) {
        try {
            CommandResult ended = result.get(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
            failIfRefused(ended);
            return ended.exitCode();
        } catch (TimeoutException e) {
            throw new OperationTimeoutException(
                    attempt.because("it runs on after " + deadline.allowed()).causedBy(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(
                    attempt.because("the thread was interrupted").causedBy(e));
        } catch (ExecutionException e) {
            throw cause(e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void report(long done, long total, WorkUnit unit) {
        // a program tells nobody how far it is
    }

    @Override
    public boolean cancelled() {
        return closed;
    }

    @Override
    public void onCancel(Runnable action) {
        // VBoxManage is looked after again and again: it ends soon after this was closed
    }
}
