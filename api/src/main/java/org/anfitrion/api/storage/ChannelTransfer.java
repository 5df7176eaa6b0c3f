package org.anfitrion.api.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.anfitrion.api.error.InvalidSpecException;

/** Copies block by block; what is zero becomes a hole. */
final class ChannelTransfer {

    /** So many blocks of a file system that one message of libvirt has room for them (at most 262,120 bytes). */
    private static final int BLOCK = 62 * 4096;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(BLOCK).asReadOnlyBuffer();

    private ChannelTransfer() {}

    static long copy(ReadableByteChannel source, long count, VolumeWriter target) throws IOException {
        if (count < 0) {
            throw InvalidSpecException.of("count", count, "it is not negative");
        }
        ByteBuffer block = ByteBuffer.allocateDirect((int) Math.min(BLOCK, count));
        long copied = 0;
        while (copied < count && fill(block, source, count - copied)) {
            int length = block.remaining();
            if (block.equals(ZEROS.duplicate().limit(length))) {
                target.hole(length);
            } else {
                while (block.hasRemaining()) {
                    target.write(block);
                }
            }
            copied += length;
        }
        return copied;
    }

    /** A channel may give less than it has: then zeros are still found block by block. */
    private static boolean fill(ByteBuffer block, ReadableByteChannel source, long most) throws IOException {
        block.clear().limit((int) Math.min(block.capacity(), most));
        while (block.hasRemaining() && source.read(block) >= 0) {
            // until it is full or the source is at its end
        }
        return block.flip().hasRemaining();
    }
}
