package org.anfitrion.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeReader;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.StorageFacet;

/** Copies between volumes and files of this machine, hole by hole. */
final class VolumeTransfer {

    /** What is copied at first before the progress is told, and a cancellation heard. */
    private static final long STEP = 4 << 20;

    /** Longer than it takes to hand a step over, by far, and short for whoever waits for the cancellation. */
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final int BLOCK = 256 * 1024;

    private VolumeTransfer() {}

    static void create(StorageFacet storage, VolumeId id, DiskFormat format, Path file, Progress progress) {
        storage.create(
                id.pool(),
                new VolumeSpec(id.name(), size(file), format, false, Optional.empty()),
                Progress.unwatched());
        try {
            upload(storage, id, file, progress);
        } catch (RuntimeException e) { // whatever it was, half a volume is worse than none
            Cleanup.after(e, () -> storage.delete(id));
            throw e;
        }
    }

    private static DataSize size(Path file) {
        try {
            return DataSize.bytes(Files.size(file));
        } catch (IOException e) {
            throw failed("read", file, e);
        }
    }

    static void upload(StorageFacet storage, VolumeId id, Path file, Progress progress) {
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
            long total = source.size();
            try (VolumeWriter target = storage.upload(id, 0, OptionalLong.of(total))) {
                long step = STEP;
                boolean more = true;
                while (more) {
                    checkGoesOn(progress, "upload", file);
                    long began = System.nanoTime();
                    more = target.transferFrom(source, step) == step;
                    progress.report(source.position(), total, WorkUnit.BYTES);
                    step = next(step, System.nanoTime() - began);
                }
                target.finish();
            }
        } catch (IOException e) {
            throw failed("read", file, e);
        }
    }

    /** Steps that take about the same time, however fast the way is. */
    private static long next(long step, long nanos) {
        if (nanos < STEP_NANOS) {
            return step * 2;
        }
        return nanos > 4 * STEP_NANOS ? Math.max(STEP / 16, step / 2) : step;
    }

    static void download(StorageFacet storage, VolumeId id, Path file, Progress progress) {
        Path part = file.resolveSibling(file.getFileName() + ".part-" + UUID.randomUUID());
        try {
            write(storage, id, part, progress);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed("write", file, e);
        } finally {
            removeIfThere(part);
        }
    }

    private static void write(StorageFacet storage, VolumeId id, Path file, Progress progress) throws IOException {
        try (VolumeReader source = storage.download(id, 0, OptionalLong.empty());
                FileChannel target = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
            long total = size(storage, id);
            long position = 0;
            boolean endsInHole = false;
            while (true) {
                checkGoesOn(progress, "download", file);
                long hole = source.skipHole();
                position += hole;
                if (hole == 0) {
                    int count = source.read(block.clear());
                    if (count < 0) {
                        break;
                    }
                    block.flip();
                    while (block.hasRemaining()) {
                        position += target.write(block, position);
                    }
                }
                endsInHole = hole > 0;
                progress.report(position, total, WorkUnit.BYTES);
            }
            if (endsInHole) {
                target.write(ByteBuffer.allocate(1), position - 1);
            }
        }
    }

    /** The length of a raw image is its capacity; that of others is not known before the end. */
    private static long size(StorageFacet storage, VolumeId id) {
        return storage.volume(id)
                .filter(volume -> volume.format().equals(DiskFormat.RAW))
                .map(volume -> volume.capacity().bytes())
                .orElse(0L);
    }

    private static void checkGoesOn(Progress progress, String verb, Path file) {
        if (progress.cancelled()) {
            throw new OperationCancelledException(
                    Failure.to(verb, file.toString()).because("it was cancelled"));
        }
    }

    private static void removeIfThere(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw failed("remove", part, e);
        }
    }

    private static BackendFailureException failed(String verb, Path file, IOException why) {
        return new BackendFailureException(
                Failure.to(verb, file.toString()).because(String.valueOf(why)).causedBy(why));
    }
}
