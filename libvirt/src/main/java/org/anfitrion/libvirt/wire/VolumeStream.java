package org.anfitrion.libvirt.wire;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.anfitrion.api.error.InvalidStateException;
import org.libvirt.jna.SizeT;
import org.libvirt.jna.StorageVolPointer;
import org.libvirt.jna.StreamPointer;

/**
 * The content of a volume on its way, through a blocking {@code virStreamPtr}. Holds a lease of its connection until it is
 * closed. Thread-safe, in that one thread waits for the other: libvirt's streams are not.
 */
public final class VolumeStream implements AutoCloseable {

    /** The most that libvirt sends in one message ({@code VIR_NET_MESSAGE_LEGACY_PAYLOAD_MAX}). */
    public static final int PACKET = 262_120;

    /** What {@link #receive} returns before a hole. */
    public static final int AT_HOLE = -3;

    private static final int SPARSE = 1;
    private static final int STOP_AT_HOLE = 1;

    private final WireConnection wire;
    private final WireConnection.Lease lease;
    private final StreamPointer pointer;
    private final Attempt attempt;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile boolean open;
    private boolean closed;

    private VolumeStream(WireConnection wire, WireConnection.Lease lease, StreamPointer pointer, Attempt attempt) {
        this.wire = wire;
        this.lease = lease;
        this.pointer = pointer;
        this.attempt = attempt;
    }

    private static VolumeStream prepared(WireConnection wire, Attempt attempt) {
        WireConnection.Lease lease = wire.lease();
        StreamPointer pointer = wire.library().virStreamNew(wire.pointer(), 0);
        if (pointer == null) {
            LibvirtError error = LibvirtError.last(wire.library());
            lease.close();
            throw wire.failed(attempt, error);
        }
        return new VolumeStream(wire, lease, pointer, attempt);
    }

    private VolumeStream begun(int result) {
        if (result < 0) {
            LibvirtError error = LibvirtError.last(wire.library());
            close();
            throw wire.failed(attempt, error);
        }
        open = true;
        return this;
    }

    /**
     * Begins to replace content. The caller holds a lease.
     *
     * @param wire where
     * @param volume whose
     * @param offset from which byte on
     * @param length how many bytes will come; 0 if that is not known
     * @param sparse whether holes may be sent as such: libvirt cuts the file off at the end of each, so only where nothing
     *     lies behind them
     * @param attempt what for
     * @return the stream, to be closed
     */
    public static VolumeStream upload(
            WireConnection wire, StorageVolPointer volume, long offset, long length, boolean sparse, Attempt attempt) {
        VolumeStream stream = prepared(wire, attempt);
        return stream.begun(
                wire.library().virStorageVolUpload(volume, stream.pointer, offset, length, sparse ? SPARSE : 0));
    }

    /**
     * Begins to read content, with its holes. The caller holds a lease.
     *
     * @param wire where
     * @param volume whose
     * @param offset from which byte on
     * @param length how many bytes; 0 is to the end
     * @param attempt what for
     * @return the stream, to be closed
     */
    public static VolumeStream download(
            WireConnection wire, StorageVolPointer volume, long offset, long length, Attempt attempt) {
        VolumeStream stream = prepared(wire, attempt);
        return stream.begun(wire.library().virStorageVolDownload(volume, stream.pointer, offset, length, SPARSE));
    }

    /**
     * Sends all of it.
     *
     * @param bytes where it is
     * @param length how many bytes
     */
    public void send(Pointer bytes, int length) {
        for (int done = 0; done < length; ) {
            Pointer rest = bytes.share(done);
            SizeT most = new SizeT(Math.min(PACKET, length - done));
            done += whileOpen(() -> checked(wire.library().virStreamSend(pointer, rest, most)));
        }
    }

    /** One thread at a time, and none after the stream was freed. */
    private <T> T whileOpen(Supplier<T> call) {
        lock.lock();
        try {
            if (closed) {
                throw new InvalidStateException(attempt.failure().because("it was called off"));
            }
            return call.get();
        } finally {
            lock.unlock();
        }
    }

    private int checked(int result) {
        if (result < 0 && result != AT_HOLE) {
            throw wire.failed(attempt);
        }
        return result;
    }

    /**
     * Sends a hole.
     *
     * @param length how long it is, in bytes
     */
    public void sendHole(long length) {
        whileOpen(() -> checked(wire.library().virStreamSendHole(pointer, length, 0)));
    }

    /**
     * Receives what comes next.
     *
     * @param bytes where it goes
     * @param length how many bytes it can take
     * @return how many came; 0 at the end, {@link #AT_HOLE} before a hole
     */
    public int receive(Pointer bytes, int length) {
        SizeT most = new SizeT(length);
        return whileOpen(() -> checked(wire.library().virStreamRecvFlags(pointer, bytes, most, STOP_AT_HOLE)));
    }

    /**
     * Receives the hole that comes next.
     *
     * @return how long it is, in bytes
     */
    public long receiveHole() {
        LongByReference length = new LongByReference();
        whileOpen(() -> checked(wire.library().virStreamRecvHole(pointer, length, 0)));
        return length.getValue();
    }

    /** Ends it, and learns whether all arrived. */
    public void finish() {
        open = whileOpen(() -> checked(wire.library().virStreamFinish(pointer)) < 0);
    }

    /** Frees it, once nobody uses it any more; what is not finished is called off. Closing twice does no harm. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            if (open) {
                wire.library().virStreamAbort(pointer);
            }
            wire.library().virStreamFree(pointer);
        } finally {
            lock.unlock();
        }
        lease.close();
    }
}
