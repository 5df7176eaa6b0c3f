package org.anfitrion.spi.support;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.storage.VolumeWriter;

/** Writes into an image file. A hole beyond the file's end stays one; one before it is written as zeros. */
final class ImageWriter implements VolumeWriter {

    private static final int BLOCK = 64 * 1024;

    private final FileChannel channel;
    private final long end;
    private final Runnable admission;
    private final Failure attempt;
    private long position;
    private boolean finished;

    /** Opens a file. The admission throws if it may not be written any more. */
    ImageWriter(Path file, long offset, long length, Runnable admission, Failure attempt) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
        this.position = offset;
        this.end = offset > Long.MAX_VALUE - length ? Long.MAX_VALUE : offset + length;
        this.admission = admission;
        this.attempt = attempt;
    }

    @Override
    public int write(ByteBuffer source) {
        requireOpen(source.remaining());
        int written = 0;
        try {
            while (source.hasRemaining()) {
                written += channel.write(source, position + written);
            }
        } catch (IOException e) {
            throw failed(e);
        }
        position += written;
        return written;
    }

    @Override
    public void hole(long length) {
        if (length < 0) {
            throw InvalidSpecException.of("hole", length, "it is not negative");
        }
        requireOpen(length);
        long to = position + length;
        try {
            long size = channel.size();
            ByteBuffer zeros = ByteBuffer.allocate(BLOCK);
            for (long at = position; at < Math.min(to, size); at += zeros.position()) {
                zeros.clear().limit((int) Math.min(BLOCK, Math.min(to, size) - at));
                channel.write(zeros, at);
                admission.run();
            }
            if (to > size) {
                channel.write(ByteBuffer.allocate(1), to - 1);
            }
        } catch (IOException e) {
            throw failed(e);
        }
        position = to;
    }

    @Override
    public void finish() {
        if (finished) {
            return;
        }
        requireOpen(0);
        try {
            channel.force(true);
            channel.close();
            finished = true;
        } catch (IOException e) {
            throw failed(e);
        }
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

    private void requireOpen(long more) {
        admission.run();
        if (!channel.isOpen()) {
            throw new InvalidStateException(attempt.because("the upload is closed"));
        }
        if (more > end - position) {
            throw new InvalidStateException(attempt.because("more bytes come than were announced"));
        }
    }

    private BackendFailureException failed(IOException e) {
        return new BackendFailureException(
                attempt.because(String.valueOf(e.getMessage())).causedBy(e));
    }
}
