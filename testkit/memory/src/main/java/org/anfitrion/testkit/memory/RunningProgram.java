package org.anfitrion.testkit.memory;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestProcess;
import org.jspecify.annotations.Nullable;

/** A program that runs, or ran, in a guest. Thread-safe. */
final class RunningProgram implements GuestProcess {

    /** What ends a program that is killed: 128 and SIGKILL. */
    static final int KILLED = 137;

    private final List<String> command;
    private final Failure failure;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Stream output = new Stream();
    private final Stream errors = new Stream();
    private @Nullable ExecAnswer answer;
    private @Nullable HypervisorException broken;

    RunningProgram(List<String> command, String domain) {
        this.command = command;
        this.failure = Failure.to("follow a program in", domain);
    }

    /** Returns the program and its arguments as a list of processes shows them. */
    String commandLine() {
        return String.join(" ", command);
    }

    boolean runs() {
        lock.lock();
        try {
            return answer == null;
        } finally {
            lock.unlock();
        }
    }

    /** Says how it ended, unless it has ended already. */
    void end(ExecAnswer how) {
        lock.lock();
        try {
            if (answer == null) {
                answer = how;
                output.bytes = how.output();
                errors.bytes = how.errors();
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void kill() {
        end(ExecAnswer.fails(KILLED, ""));
    }

    /** Ends it together with the session that it was started by. */
    void breakOff(HypervisorException why) {
        lock.lock();
        try {
            broken = why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        kill();
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
        lock.lock();
        try {
            while (answer == null) {
                requireWhole();
                if (deadline.hasPassed()) {
                    throw new OperationTimeoutException(failure.because("it runs on at the deadline"));
                }
                changed.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            }
            requireWhole();
            return answer.exitCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(
                    failure.because("the thread was interrupted").causedBy(e));
        } finally {
            lock.unlock();
        }
    }

    private void requireWhole() {
        if (broken != null) {
            throw broken;
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** What it writes: nothing before it has ended, and all of it then. */
    private final class Stream extends InputStream {

        private byte[] bytes = new byte[0];
        private int next;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            lock.lock();
            try {
                while (answer == null) {
                    changed.await();
                }
                if (broken != null) {
                    throw new IOException(broken.getMessage(), broken);
                }
                int count = Math.min(length, bytes.length - next);
                if (count == 0) {
                    return length == 0 ? 0 : -1;
                }
                System.arraycopy(bytes, next, target, offset, count);
                next += count;
                return count;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the thread was interrupted", e);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int available() {
            lock.lock();
            try {
                return bytes.length - next;
            } finally {
                lock.unlock();
            }
        }
    }
}
