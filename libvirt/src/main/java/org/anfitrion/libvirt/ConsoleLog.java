package org.anfitrion.libvirt;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.wire.Stream;
import org.anfitrion.spi.ConsoleOutput;
import org.anfitrion.spi.ConsoleStart;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.ConsoleBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What one console of one domain wrote, over its runs. A run is over when its stream has ended and the domain has stopped,
 * in whichever order this process learns of the two: then the last byte is here and nobody sees the domain running any more.
 * Thread-safe.
 */
final class ConsoleLog {

    /** How long the second of the two signs may take before the first alone is believed. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** How long a domain may take to run again as another: its console ends first, and the stop is told last. */
    private static final Duration RESTART = Duration.ofMinutes(1);

    /** How long libvirt may take to free a transient domain that has stopped: microseconds, on a machine at rest. */
    private static final Duration FREED = Duration.ofMillis(300);

    private final ReentrantLock lock = new ReentrantLock();
    /** Held while a stream is being opened, so that two readers do not open two. */
    private final ReentrantLock opening = new ReentrantLock();

    private final ConsoleBuffer buffer;
    private final long base;
    private final boolean hearsOfStops;
    private final Duration patience;
    private @Nullable Run run;

    /**
     * Creates an empty log.
     *
     * @param base the position of its first byte
     * @param hearsOfStops whether the backend tells when a domain stops
     * @param restartsAsAnother whether a domain that restarts gets another console
     */
    ConsoleLog(DataSize limit, long base, boolean hearsOfStops, boolean restartsAsAnother) {
        this.patience = restartsAsAnother ? RESTART : PATIENCE;
        this.buffer = new ConsoleBuffer(limit);
        this.base = base;
        this.hearsOfStops = hearsOfStops;
    }

    ReentrantLock opening() {
        return opening;
    }

    long position(ConsoleStart from) {
        return base + buffer.position(from);
    }

    ConsoleOutput read(long position, Deadline deadline) {
        ConsoleOutput output = buffer.read(Math.max(0, position - base), deadline);
        return new ConsoleOutput(output.position() + base, output.bytes(), output.ended());
    }

    /** Begins a run of libvirt's number; what was left of an older one ends. The run takes what its stream receives. */
    Run begin(int number) {
        Run next = new Run(number);
        Run before;
        lock.lock();
        try {
            before = run;
            run = next;
            buffer.beginRun();
        } finally {
            lock.unlock();
        }
        if (before != null) {
            before.abandon();
        }
        return next;
    }

    /** Goes on with a run under another number; empty if it has ended meanwhile, or goes on already. */
    Optional<Run> goOn(int number) {
        Run next = new Run(number);
        Run before;
        lock.lock();
        try {
            before = run;
            if (before == null || before.number == number) {
                return Optional.empty();
            }
            run = next;
        } finally {
            lock.unlock();
        }
        before.abandon();
        return Optional.of(next);
    }

    boolean streaming() {
        return current() != null;
    }

    private @Nullable Run current() {
        lock.lock();
        try {
            return run;
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Stream stream() {
        Run now = current();
        return now == null ? null : now.stream();
    }

    /** The domain has stopped, or runs again as another number. */
    void stoppedUnless(int number) {
        Run now = current();
        if (now != null && now.number != number) {
            now.stopped();
        }
    }

    /** Ends all waiting and reading, and the stream. */
    void breakOff(HypervisorException why) {
        buffer.breakOff(why);
        Run now = current();
        if (now != null) {
            now.abandon();
        }
    }

    /** A transient domain that ends is freed by libvirt's own threads, and no lock of ours can tell when. */
    private static void close(Stream stream) {
        if (stream.isOfPersistentDomain()) {
            stream.close();
        } else {
            Workers.later(FREED, stream::close);
        }
    }

    /** One run's stream and what is known of its end. */
    final class Run implements Stream.Receiver {

        private final int number;
        private @Nullable Stream stream;
        private boolean drained;
        private boolean stopped;
        private boolean over;

        private Run(int number) {
            this.number = number;
        }

        /** The stream is there; it may have ended already. */
        void opened(Stream opened) {
            boolean late;
            lock.lock();
            try {
                stream = opened;
                late = over;
            } finally {
                lock.unlock();
            }
            if (late) {
                Workers.run(() -> close(opened));
            }
        }

        /** The stream could not be opened: there is nothing to wait for. */
        void abandon() {
            finish(false);
        }

        @Nullable
        Stream stream() {
            lock.lock();
            try {
                return stream;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void received(byte[] bytes, int length) {
            lock.lock();
            try {
                if (!over) {
                    buffer.append(bytes, 0, length);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void ended() {
            settle(true, !hearsOfStops);
        }

        void stopped() {
            settle(stream() == null, true);
        }

        private void settle(boolean isDrained, boolean isStopped) {
            boolean both;
            lock.lock();
            try {
                drained |= isDrained;
                stopped |= isStopped;
                both = drained && stopped;
            } finally {
                lock.unlock();
            }
            if (both) {
                finish(true);
            } else {
                Workers.later(isStopped ? PATIENCE : patience, () -> finish(true));
            }
        }

        private void finish(boolean tell) {
            Stream toClose;
            lock.lock();
            try {
                if (over) {
                    return;
                }
                over = true;
                toClose = stream;
                if (run == this) {
                    run = null;
                    if (tell) {
                        buffer.endRun();
                    }
                }
            } finally {
                lock.unlock();
            }
            if (toClose != null) {
                // Closing talks to the other side; whoever is here may be the event thread.
                Workers.run(() -> close(toClose));
            }
        }
    }
}
