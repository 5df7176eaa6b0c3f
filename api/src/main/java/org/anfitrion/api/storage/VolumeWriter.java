package org.anfitrion.api.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * New content for a volume as a stream of bytes. One thread at a time writes. Nothing is certain until {@link #finish()}
 * returned; closed before that, the upload is cancelled.
 */
public interface VolumeWriter extends WritableByteChannel {

    /**
     * Writes on.
     *
     * @param source the bytes
     * @return how many were taken, at least one if there was one
     */
    @Override
    int write(ByteBuffer source);

    /**
     * Writes zeros, without sending them where the backend can.
     *
     * @param length how many
     */
    void hole(long length);

    /**
     * Writes what comes from a file or another channel, blocks of zeros as holes. For much content this is the fastest way:
     * a driver may read where it sends.
     *
     * @param source where it comes from; it is read from where it is, and up to its end if that comes first
     * @param count how many bytes at most; 0 or more
     * @return how many bytes came, which is less than that only at the source's end
     * @throws IOException the source cannot be read
     */
    default long transferFrom(ReadableByteChannel source, long count) throws IOException {
        return ChannelTransfer.copy(source, count, this);
    }

    /** Completes the upload: what was written is there when this returns. */
    void finish();

    /** Cancels the upload unless it is finished. Closing twice does no harm. */
    @Override
    void close();
}
