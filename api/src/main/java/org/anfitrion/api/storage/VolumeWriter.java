package org.anfitrion.api.storage;

import java.nio.ByteBuffer;
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

    /** Completes the upload: what was written is there when this returns. */
    void finish();

    /** Cancels the upload unless it is finished. Closing twice does no harm. */
    @Override
    void close();
}
