package org.anfitrion.spi.support;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Progress;

/** One call on volumes: what it attempts, and what ends it early: its job that is cancelled, or its session that ends. */
final class VolumeWork implements Progress {

    private static final int BLOCK = 1024 * 1024;
    private static final int SECTOR = 512;

    private final Failure attempt;
    private final Runnable admission;
    private final Progress progress;

    VolumeWork(Failure attempt, Runnable admission, Progress progress) {
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

    /** Makes an empty image of a file. */
    void fill(Path part, VolumeSpec spec) throws IOException {
        checkpoint();
        if (!spec.format().equals(DiskFormat.RAW)) {
            requireSectors(spec.capacity().bytes());
            QemuImg.create(part, spec, attempt, this);
        } else if (spec.preallocated()) {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                zero(channel, spec.capacity().bytes());
            }
        } else {
            try (RandomAccessFile file = new RandomAccessFile(part.toFile(), "rw")) {
                file.setLength(spec.capacity().bytes());
            }
        }
    }

    /** Makes an image of a file that has the content of another. */
    void convert(Path from, DiskFormat format, ImageFile image, Path part, VolumeSpec spec) {
        checkpoint();
        QemuImg.convert(from, format, part, spec, attempt, this);
        if (spec.capacity().bytes() != image.capacity()) {
            resize(part, spec.format(), spec.capacity().bytes(), false);
        }
    }

    void resize(Path file, DiskFormat format, long capacity, boolean shrink) {
        boolean can = format.equals(DiskFormat.RAW)
                || format.equals(DiskFormat.QCOW2)
                || (format.equals(DiskFormat.VDI) && !shrink);
        if (!can) {
            throw new UnsupportedCapabilityException(
                    failure("qemu-img cannot make an image of the format " + format + " larger or smaller"));
        }
        requireSectors(capacity);
        QemuImg.resize(file, format, capacity, shrink, attempt, this);
    }

    /** qemu-img would round up. */
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
