package org.anfitrion.libvirt;

import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.libvirt.wire.Attempt;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestProcess;

/**
 * A program that the agent started. The agent keeps what the program writes and gives it away with the exit code, so that is
 * asked for again and again until the program has ended; then the agent forgets it. Thread-safe.
 */
final class AgentProcess implements GuestProcess {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
    /** So that an agent which does not answer is not asked all the time: each question is a call that waits. */
    private static final Duration AFTER_SILENCE = Duration.ofSeconds(2);

    private static final Duration FOR_AN_ANSWER = Duration.ofSeconds(10);
    /** What a shell says of a program that a signal ended. */
    private static final int SIGNALLED = 128;
    /** {@code VIR_ERR_AGENT_UNRESPONSIVE}. */
    private static final int AGENT_UNRESPONSIVE = 86;

    /** How it ended, and all that it wrote. */
    private record Ending(int exitCode, Written output, Written errors) {

        static Ending of(JsonObject status) {
            int exitCode = status.has("signal")
                    ? SIGNALLED + status.get("signal").getAsInt()
                    : status.has("exitcode") ? status.get("exitcode").getAsInt() : 0;
            return new Ending(exitCode, Written.of(status, "out"), Written.of(status, "err"));
        }
    }

    /** What came of one stream; the agent keeps 16 MiB of each and says if there was more. */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    private record Written(byte[] bytes, boolean cut) {

        static Written of(JsonObject status, String stream) {
            String data = stream + "-data";
            byte[] bytes = status.has(data)
                    ? Base64.getDecoder().decode(status.get(data).getAsString())
                    : new byte[0];
            String truncated = stream + "-truncated";
            return new Written(
                    bytes, status.has(truncated) && status.get(truncated).getAsBoolean());
        }
    }

    private final Function<Deadline, JsonObject> status;
    private final Runnable kill;
    private final Attempt attempt;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final InputStream output = new Stream(Ending::output);
    private final InputStream errors = new Stream(Ending::errors);
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Follows a program.
     *
     * @param status asks the agent how it goes
     * @param kill ends it, and may take its time
     * @param attempt what is being done, for messages
     */
    AgentProcess(Function<Deadline, JsonObject> status, Runnable kill, Attempt attempt) {
        this.status = status;
        this.kill = kill;
        this.attempt = attempt;
        Workers.later(FIRST_PAUSE, () -> look(FIRST_PAUSE));
    }

    private void look(Duration pause) {
        try {
            JsonObject now = status.apply(Deadline.after(FOR_AN_ANSWER));
            if (now.get("exited").getAsBoolean()) {
                ending.complete(Ending.of(now));
                return;
            }
            Duration next = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            Workers.later(pause, () -> look(next));
        } catch (RuntimeException | Error e) {
            if (isSilence(e) && !closed.get()) {
                Workers.later(AFTER_SILENCE, () -> look(FIRST_PAUSE));
            } else {
                // Whoever waits gets it; nobody is here to.
                ending.completeExceptionally(e);
            }
        }
    }

    /** The guest is slow, or somebody else talks to its agent: that is no end of the program. */
    private static boolean isSilence(Throwable thrown) {
        return thrown instanceof OperationTimeoutException
                || thrown instanceof ResourceBusyException
                || (thrown instanceof InvalidStateException state
                        && state.nativeError()
                                .filter(said -> said.code() == AGENT_UNRESPONSIVE)
                                .isPresent());
    }

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public InputStream errors() {
        return errors;
    }

    @Override
    public int await(Deadline deadline) {
        try {
            return ending.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS).exitCode();
        } catch (TimeoutException e) {
            throw new OperationTimeoutException(attempt.failure()
                    .because("it runs on after " + deadline.allowed())
                    .causedBy(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(attempt.failure()
                    .because("the thread was interrupted while it waited")
                    .causedBy(e));
        } catch (ExecutionException e) {
            throw known(e);
        }
    }

    private static RuntimeException known(ExecutionException e) {
        Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true) && !ending.isDone()) {
            kill.run();
        }
    }

    /** What it writes: nothing before it has ended, and all of it then. */
    private final class Stream extends InputStream {

        private final Function<Ending, Written> which;
        private InputStream content = InputStream.nullInputStream();
        private boolean begun;
        private boolean cut;

        Stream(Function<Ending, Written> which) {
            this.which = which;
        }

        private synchronized InputStream content() throws IOException {
            if (!begun) {
                Written written = which.apply(ended());
                content = new ByteArrayInputStream(written.bytes());
                cut = written.cut();
                begun = true;
            }
            return content;
        }

        private Ending ended() throws IOException {
            try {
                return ending.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the thread was interrupted while it waited", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof HypervisorException told) {
                    throw new IOException(told.getMessage(), told);
                }
                throw known(e);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = content().read(target, offset, length);
            if (count < 0 && cut) {
                throw new IOException("the rest is lost: the agent keeps at most 16 MiB of what a program writes");
            }
            return count;
        }

        @Override
        public int available() throws IOException {
            return ending.isDone() ? content().available() : 0;
        }
    }
}
