package org.anfitrion.api.storage;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * The content of a volume as a stream of bytes; a hole reads as zeros, or can be jumped over. One thread at a time reads; any
 * thread may close, which ends the download.
 */
public interface VolumeReader extends ReadableByteChannel {

    /**
     * Reads on.
     *
     * @param target where the bytes go
     * @return how many; -1 at the end
     */
    @Override
    int read(ByteBuffer target);

    /**
     * Jumps over the hole that the position is in.
     *
     * @return how long the rest of it was, in bytes, all of which would have been read as zero; 0 if data comes next, or the
     *     backend cannot tell holes, or the end is reached
     */
    long skipHole();

    /** Ends the download. Closing twice does no harm. */
    @Override
    void close();
}
