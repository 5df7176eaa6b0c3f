package org.anfitrion.spi.support;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.storage.VolumeReader;

/** Reads an image file. Holes are found by their zeros: the JDK cannot ask a file system where they are. */
final class ImageReader implements VolumeReader {

    private static final int BLOCK = 64 * 1024;

    private final FileChannel channel;
    private final long end;
    private final Runnable admission;
    private final Failure attempt;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
    private long position;

    /** Opens a file. The admission throws if it may not be read any more. */
    ImageReader(Path file, long offset, long length, Runnable admission, Failure attempt) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
        this.position = offset;
        this.end = offset > Long.MAX_VALUE - length ? Long.MAX_VALUE : offset + length;
        this.admission = admission;
        this.attempt = attempt;
    }

    @Override
    public int read(ByteBuffer target) {
        requireOpen();
        long left = end - position;
        if (left <= 0) {
            return -1;
        }
        int limit = target.limit();
        target.limit((int) Math.min(limit, target.position() + left));
        try {
            int read = channel.read(target, position);
            position += Math.max(0, read);
            return read;
        } catch (IOException e) {
            throw failed(e);
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public long skipHole() {
        requireOpen();
        long begin = position;
        try {
            while (position < end && isZero()) {
                position += block.limit();
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return position - begin;
    }

    /** Tells whether there is more, and all of it up to the next block's begin is zero. */
    private boolean isZero() throws IOException {
        long next = Math.min(end, (position / BLOCK + 1) * BLOCK);
        block.clear().limit((int) (next - position));
        int read = 0;
        while (block.hasRemaining() && read >= 0) {
            read = channel.read(block, position + block.position());
        }
        block.flip();
        for (int i = 0; i < block.limit(); i++) {
            if (block.get(i) != 0) {
                return false;
            }
        }
        return block.limit() > 0;
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void requireOpen() {
        admission.run();
        if (!channel.isOpen()) {
            throw new InvalidStateException(attempt.because("the download is closed"));
        }
    }

    private BackendFailureException failed(IOException e) {
        return new BackendFailureException(
                attempt.because(String.valueOf(e.getMessage())).causedBy(e));
    }
}
