package org.anfitrion.spi.support;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Progress;

/** One call on volumes: what it attempts, and what ends it early: its job that is cancelled, or its session that ends. */
final class VolumeWork implements Progress {

    private static final int BLOCK = 1024 * 1024;
    private static final int COPIED = 64 * 1024;
    private static final int SECTOR = 512;

    private final ImageTool tool;
    private final Failure attempt;
    private final Runnable admission;
    private final Progress progress;

    VolumeWork(ImageTool tool, Failure attempt, Runnable admission, Progress progress) {
        this.tool = tool;
        this.attempt = attempt;
        this.admission = admission;
        this.progress = progress;
    }

    /** Throws if the session does not let it be done, or not any more. */
    void admit() {
        admission.run();
    }

    Failure attempt() {
        return attempt;
    }

    Failure failure(String why) {
        return attempt.because(why);
    }

    /** Does it; the session's reason, if that ended it, goes before the cancellation. */
    <T> T run(IoWork<T> work) {
        try {
            return work.run();
        } catch (OperationCancelledException e) {
            admit();
            throw e;
        } catch (IOException e) {
            throw new BackendFailureException(failure(e.getClass().getSimpleName() + ": " + e.getMessage())
                    .causedBy(e));
        }
    }

    Path file(PoolRecord pool, String volume) {
        try {
            return Path.of(pool.path()).resolve(volume);
        } catch (InvalidPathException e) {
            throw new DriverUnavailableException(failure("this JVM was started in a locale that cannot express the"
                            + " file's name; start it with LC_ALL=C.UTF-8")
                    .causedBy(e));
        }
    }

    @Override
    public void report(long done, long total, WorkUnit unit) {
        progress.report(done, total, unit);
    }

    @Override
    public boolean cancelled() {
        if (progress.cancelled()) {
            return true;
        }
        try {
            admission.run();
            return false;
        } catch (HypervisorException e) {
            return true; // thrown again, with its reason, by run
        }
    }

    @Override
    public void onCancel(Runnable action) {
        progress.onCancel(action);
    }

    /** Throws if it is to end early. */
    void checkpoint() {
        if (cancelled()) {
            throw new OperationCancelledException(failure("it was cancelled"));
        }
    }

    /** Makes an image of an empty file. */
    void fill(Path part, VolumeSpec spec, List<Backing> below) throws IOException {
        checkpoint();
        if (!spec.format().equals(DiskFormat.RAW)) {
            requireSectors(spec.capacity().bytes());
            tool.create(part, spec, below, attempt, this);
            long made = ImageFile.of(part, spec.format()).capacity();
            if (made != spec.capacity().bytes()) {
                // Some tools give a layer the capacity of what it lies on.
                List<Backing> all =
                        Stream.concat(spec.backing().stream(), below.stream()).toList();
                resize(
                        part,
                        spec.format(),
                        all,
                        spec.capacity().bytes(),
                        made > spec.capacity().bytes());
            }
        } else if (spec.preallocated()) {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                zero(channel, spec.capacity().bytes());
            }
        } else {
            setLength(part, spec.capacity().bytes());
        }
    }

    /** Makes an image of an empty file that has the content of another. */
    void convert(Path from, DiskFormat format, List<Backing> below, ImageFile image, Path part, VolumeSpec spec)
            throws IOException {
        checkpoint();
        if (format.equals(DiskFormat.RAW) && spec.format().equals(DiskFormat.RAW)) {
            copy(from, part, spec.preallocated());
        } else {
            tool.convert(from, format, below, part, spec, attempt, this);
        }
        if (spec.capacity().bytes() != image.capacity()) {
            resize(part, spec.format(), List.of(), spec.capacity().bytes(), false);
        }
    }

    void resize(Path file, DiskFormat format, List<Backing> below, long capacity, boolean shrink) throws IOException {
        requireSectors(capacity);
        if (format.equals(DiskFormat.RAW)) {
            setLength(file, capacity);
        } else {
            tool.resize(file, format, below, capacity, shrink, attempt, this);
        }
    }

    private static void setLength(Path file, long capacity) throws IOException {
        try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
            image.setLength(capacity);
        }
    }

    /** Copies a raw image; what is zero becomes a hole unless all space is to be taken. */
    private void copy(Path from, Path to, boolean preallocated) throws IOException {
        try (FileChannel source = FileChannel.open(from);
                FileChannel target = FileChannel.open(to, StandardOpenOption.WRITE)) {
            long size = source.size();
            ByteBuffer block = ByteBuffer.allocate(COPIED);
            for (long at = 0; at < size; at += block.limit()) {
                checkpoint();
                block.clear().limit((int) Math.min(COPIED, size - at));
                readFully(source, block, at);
                if (preallocated || !isZero(block)) {
                    writeFully(target, block, at);
                }
                report(at + block.limit(), size, WorkUnit.BYTES);
            }
            target.force(true);
        }
        setLength(to, Files.size(from));
    }

    private static void readFully(FileChannel source, ByteBuffer block, long at) throws IOException {
        while (block.hasRemaining()) {
            if (source.read(block, at + block.position()) < 0) {
                throw new EOFException("the original became shorter while it was copied");
            }
        }
        block.flip();
    }

    private static void writeFully(FileChannel target, ByteBuffer block, long at) throws IOException {
        while (block.hasRemaining()) {
            target.write(block, at + block.position());
        }
    }

    private static boolean isZero(ByteBuffer block) {
        for (int i = 0; i < block.limit(); i++) {
            if (block.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Tools would round up. */
    private static void requireSectors(long capacity) {
        if (capacity % SECTOR != 0) {
            throw InvalidSpecException.of(
                    "volume capacity", capacity + " bytes", "it is a multiple of " + SECTOR + " bytes here");
        }
    }

    /** Overwrites what is in a file, after another has taken its place. */
    void overwrite(Path file, Replacing replacing) throws IOException {
        checkpoint();
        try (FileChannel old = FileChannel.open(file, StandardOpenOption.WRITE)) {
            replacing.replace();
            zero(old, old.size());
        }
    }

    private void zero(FileChannel channel, long size) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(BLOCK, Math.max(1, size)));
        for (long at = 0; at < size; ) {
            checkpoint();
            zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
            at += channel.write(zeros, at);
            report(at, size, WorkUnit.BYTES);
        }
        channel.force(true);
    }

    /** Puts a new file in the place of an old one. */
    @FunctionalInterface
    interface Replacing {

        void replace() throws IOException;
    }
}
