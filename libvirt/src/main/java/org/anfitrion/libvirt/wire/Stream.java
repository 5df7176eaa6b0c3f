package org.anfitrion.libvirt.wire;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.OperationTimeoutException;
import org.anfitrion.spi.Deadline;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StreamPointer;

/**
 * The {@code virStreamPtr} of a console or a channel, non-blocking: the event thread takes what arrives and hands it to the receiver, any
 * thread writes. Holds a lease of its connection until it is closed. Thread-safe.
 */
public final class Stream implements AutoCloseable {

    private static final int NONBLOCK = 1;
    private static final int READABLE = 1;
    private static final int WRITABLE = 2;
    private static final int ERROR = 4;
    private static final int HANGUP = 8;
    private static final int WOULD_BLOCK = -2;
    private static final int PIECE = 64 * 1024;
    /** How many pieces one stream gets before the event loop serves the others. */
    private static final int TURN = 8;

    private static final Callbacks<Stream> STREAMS = new Callbacks<>();
    private static final LibvirtLibrary.StreamCallback ON_EVENT =
            (stream, events, opaque) -> STREAMS.deliver(opaque, receiver -> receiver.ready(events));
    /** Only the event thread reads. */
    private static final ByteBuffer INPUT = ByteBuffer.allocateDirect(PIECE);

    private final WireConnection wire;
    private final WireConnection.Lease lease;
    private final StreamPointer pointer;
    private final UUID domain;
    private final Receiver receiver;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition writable = lock.newCondition();
    private final ReentrantLock writing = new ReentrantLock();
    private long number;
    private volatile boolean ended;
    private volatile boolean held;
    private final AtomicLong wakeUps = new AtomicLong();
    private int users;
    private boolean closed;

    /** What becomes of the input. Called on the event thread: must not wait and must not call libvirt. */
    public interface Receiver {

        /**
         * Takes input.
         *
         * @param bytes where it is
         * @param length how much
         */
        void received(byte[] bytes, int length);

        /** Hears that nothing more comes. */
        void ended();
    }

    private Stream(
            WireConnection wire, WireConnection.Lease lease, StreamPointer pointer, UUID domain, Receiver receiver) {
        this.wire = wire;
        this.lease = lease;
        this.pointer = pointer;
        this.domain = domain;
        this.receiver = receiver;
    }

    /**
     * Connects to a domain's console. The caller holds a lease.
     *
     * @param wire where
     * @param domain whose console
     * @param alias which of its consoles
     * @param receiver what becomes of the input
     * @param attempt what for
     * @return the stream, to be closed
     */
    public static Stream openConsole(
            WireConnection wire, DomainReference domain, String alias, Receiver receiver, Attempt attempt) {
        return open(
                wire,
                domain,
                pointer -> wire.library()
                        .virDomainOpenConsole(domain.pointer(), alias.isEmpty() ? null : alias, pointer, 0),
                receiver,
                attempt);
    }

    /**
     * Connects to a domain's channel. The caller holds a lease.
     *
     * @param wire where
     * @param domain whose channel
     * @param name the name that the guest knows it by
     * @param receiver what becomes of the input
     * @param attempt what for
     * @return the stream, to be closed
     */
    public static Stream openChannel(
            WireConnection wire, DomainReference domain, String name, Receiver receiver, Attempt attempt) {
        return open(
                wire,
                domain,
                pointer -> wire.library().virDomainOpenChannel(domain.pointer(), name, pointer, 0),
                receiver,
                attempt);
    }

    private static Stream open(
            WireConnection wire,
            DomainReference domain,
            ToIntFunction<StreamPointer> connecting,
            Receiver receiver,
            Attempt attempt) {
        WireConnection.Lease lease = wire.leaseOfStream();
        StreamPointer pointer = wire.library().virStreamNew(wire.pointer(), NONBLOCK);
        if (pointer == null) {
            LibvirtError error = LibvirtError.last(wire.library());
            lease.close();
            throw wire.failed(attempt, error);
        }
        Stream stream = new Stream(wire, lease, pointer, domain.uuid(), receiver);
        if (connecting.applyAsInt(pointer) < 0) {
            LibvirtError error = LibvirtError.last(wire.library());
            wire.library().virStreamFree(pointer);
            lease.close();
            throw wire.failed(attempt, error);
        }
        stream.begin(attempt);
        return stream;
    }

    private void begin(Attempt attempt) {
        number = STREAMS.add(this);
        int added =
                wire.library().virStreamEventAddCallback(pointer, interest(), ON_EVENT, Callbacks.opaque(number), null);
        if (added < 0) {
            LibvirtError error = LibvirtError.last(wire.library());
            close();
            throw wire.failed(attempt, error);
        }
    }

    private void ready(int events) {
        if (!enter()) {
            return;
        }
        boolean last;
        try {
            if ((events & WRITABLE) != 0) {
                wire.library().virStreamEventUpdateCallback(pointer, interest());
                wakeWriter();
            }
            if (held && (events & (HANGUP | ERROR)) == 0) {
                return;
            }
            int received = receive();
            boolean over = received == 0 || received == -1;
            last = over || (received == WOULD_BLOCK && (events & (HANGUP | ERROR)) != 0);
            if (last) {
                wire.library().virStreamEventRemoveCallback(pointer);
            }
        } finally {
            leave();
        }
        if (last) {
            STREAMS.remove(number);
            ended = true;
            wakeWriter();
            receiver.ended();
        }
    }

    private int interest() {
        return (held ? 0 : READABLE) | ERROR | HANGUP;
    }

    /**
     * Stops or resumes the input, for a receiver that has nowhere to put it. What has been read comes all the same, and the
     * rest when the other side has hung up.
     *
     * @param hold whether the receiver wants to be left in peace
     */
    public void hold(boolean hold) {
        held = hold;
        if (!ended && enter()) {
            try {
                wire.library().virStreamEventUpdateCallback(pointer, interest());
            } finally {
                leave();
            }
        }
    }

    private void wakeWriter() {
        lock.lock();
        try {
            wakeUps.incrementAndGet();
            writable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Begins a use of the pointer; it is not freed before {@link #leave}. False once the stream is closed. */
    private boolean enter() {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            users++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        boolean last;
        lock.lock();
        try {
            users--;
            last = closed && users == 0;
        } finally {
            lock.unlock();
        }
        if (last) {
            wire.library().virStreamFree(pointer);
            lease.close();
        }
    }

    /** Reads a turn's worth. Returns what the last read did: 0 or -1 at the end, -2 if there is nothing more now. */
    private int receive() {
        byte[] bytes = new byte[0];
        int received = WOULD_BLOCK;
        for (int turn = 0; turn < TURN; turn++) {
            INPUT.clear();
            received = wire.library().virStreamRecv(pointer, INPUT, new SizeT(PIECE));
            if (received <= 0) {
                return received;
            }
            if (bytes.length < received) {
                bytes = new byte[received];
            }
            INPUT.get(bytes, 0, received);
            receiver.received(bytes, received);
        }
        return received;
    }

    /**
     * Writes all of it, in order with other writers.
     *
     * @param data what to write
     * @param deadline until when the other side has to take it
     * @param attempt what for
     */
    public void write(byte[] data, Deadline deadline, Attempt attempt) {
        writing.lock();
        try {
            ByteBuffer output = ByteBuffer.allocateDirect(Math.max(1, Math.min(data.length, PIECE)));
            for (int done = 0; done < data.length; ) {
                output.clear();
                output.put(data, done, Math.min(data.length - done, output.capacity()));
                output.flip();
                done += writePiece(output, deadline, attempt);
            }
        } finally {
            writing.unlock();
        }
    }

    private int writePiece(ByteBuffer output, Deadline deadline, Attempt attempt) {
        while (true) {
            long seen = wakeUps.get();
            int sent = send(output, attempt);
            if (sent >= 0) {
                return sent;
            }
            if (deadline.hasPassed()) {
                throw new OperationTimeoutException(attempt.failure()
                        .because("the guest did not take it within " + deadline.allowed())
                        .withOutcomeUnknown());
            }
            awaitWakeUp(seen, deadline, attempt);
        }
    }

    /** Sends what fits now. Returns how much, or -2 if nothing does: then a wake-up follows. */
    private int send(ByteBuffer output, Attempt attempt) {
        if (ended || !enter()) {
            throw new InvalidStateException(attempt.failure().because("the other end is closed"));
        }
        try {
            int sent = wire.library().virStreamSend(pointer, output, new SizeT(output.limit()));
            if (sent == WOULD_BLOCK) {
                wire.library().virStreamEventUpdateCallback(pointer, interest() | WRITABLE);
            } else if (sent < 0) {
                throw wire.failed(attempt);
            }
            return sent;
        } finally {
            leave();
        }
    }

    private void awaitWakeUp(long seen, Deadline deadline, Attempt attempt) {
        lock.lock();
        try {
            while (wakeUps.get() == seen && !closed && !deadline.hasPassed()) {
                writable.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCancelledException(attempt.failure()
                    .because("the thread was interrupted while it waited")
                    .causedBy(e)
                    .withOutcomeUnknown());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks whether the domain is there and stays when it stops.
     *
     * @return false also if that cannot be told
     */
    public boolean isOfPersistentDomain() {
        try (DomainReference now = wire.lookUp(domain).orElse(null)) {
            return now != null && wire.library().virDomainIsPersistent(now.pointer()) == 1;
        }
    }

    /** Closes the stream; the receiver is not called again. May wait for the other side. Closing twice does no harm. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            users++;
            writable.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            STREAMS.remove(number);
            wire.library().virStreamEventRemoveCallback(pointer);
            try (UuidLocks.Held held = UuidLocks.ENDING.hold(domain)) {
                wire.library().virStreamAbort(pointer);
            }
        } finally {
            leave();
        }
    }
}
