package org.anfitrion.libvirt;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import org.anfitrion.api.storage.VolumeReader;
import org.anfitrion.libvirt.wire.VolumeStream;
import org.jspecify.annotations.Nullable;

/** A volume's content on its way here: while the caller takes what is in one buffer, another is filled. */
final class VolumeDownload implements VolumeReader {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(64 * 1024).asReadOnlyBuffer();

    /**
     * What came at once.
     *
     * @param buffer where the bytes are
     * @param count how many there are
     * @param hole how long the hole behind them is
     * @param last whether nothing comes after that
     */
    private record Piece(Memory buffer, int count, long hole, boolean last) {}

    private final Calls calls;
    private final Transfer transfer;
    private Memory idle = Transfer.buffer();
    private Calls.@Nullable Pending<Piece> coming;
    private @Nullable Piece here;
    private ByteBuffer data = NOTHING;
    private long hole;

    VolumeDownload(Calls calls, Transfer transfer) {
        this.calls = calls;
        this.transfer = transfer;
        this.coming = fetch(Transfer.buffer());
    }

    private Calls.Pending<Piece> fetch(Memory buffer) {
        return calls.beginRead(transfer.attempt(), wire -> receive(transfer.stream(), buffer));
    }

    private static Piece receive(VolumeStream stream, Memory buffer) {
        int count = 0;
        while (count < Transfer.ROOM) {
            int received = stream.receive(buffer.share(count), Transfer.ROOM - count);
            if (received == VolumeStream.AT_HOLE) {
                return new Piece(buffer, count, stream.receiveHole(), false);
            }
            if (received == 0) {
                stream.finish();
                return new Piece(buffer, count, 0, true);
            }
            count += received;
        }
        return new Piece(buffer, count, 0, false);
    }

    /** Sees to it that there is data or a hole, unless it is over. */
    private void advance() {
        while (!data.hasRemaining() && hole == 0 && coming != null) {
            Calls.Pending<Piece> next = coming;
            if (here != null) {
                idle = here.buffer();
            }
            Piece piece = next.await();
            here = piece;
            coming = piece.last() ? null : fetch(idle);
            data = piece.buffer().getByteBuffer(0, piece.count());
            hole = piece.hole();
        }
    }

    @Override
    public int read(ByteBuffer target) {
        transfer.requireOpen();
        if (!target.hasRemaining()) {
            return 0;
        }
        advance();
        if (data.hasRemaining()) {
            int count = Math.min(target.remaining(), data.remaining());
            target.put(data.slice().limit(count));
            data.position(data.position() + count);
            return count;
        }
        if (hole == 0) {
            return -1;
        }
        int count = (int) Math.min(hole, Math.min(target.remaining(), ZEROS.capacity()));
        target.put(ZEROS.duplicate().limit(count));
        hole -= count;
        return count;
    }

    @Override
    public long skipHole() {
        transfer.requireOpen();
        advance();
        if (data.hasRemaining()) {
            return 0;
        }
        long skipped = hole;
        hole = 0;
        return skipped;
    }

    @Override
    public boolean isOpen() {
        return transfer.isOpen();
    }

    @Override
    public void close() {
        transfer.close();
    }
}
