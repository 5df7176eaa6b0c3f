package org.anfitrion.spi.support;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeReader;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.Progress;

/** The volumes of pools that are directories: image files. */
final class DirectoryVolumes {

    private static final int DEEPEST = 200;

    private final PoolRecords records;
    private final DirectoryStorage.Admission admission;
    private final ImageTool tool;

    DirectoryVolumes(PoolRecords records, DirectoryStorage.Admission admission, ImageTool tool) {
        this.records = records;
        this.admission = admission;
        this.tool = tool;
    }

    List<VolumeInfo> volumes(String pool) {
        VolumeWork work = begin("list the volumes of", "pool '" + pool + "'", false, Progress.unwatched());
        return work.run(() -> {
            PoolRecord record = active(pool, work);
            List<VolumeInfo> rows = new ArrayList<>();
            Map<String, Long> usage = DiskUsage.in(Path.of(record.path()), Deadline.after(Duration.ofMinutes(5)));
            for (Path file : files(record)) {
                row(record, file, usage).ifPresent(rows::add);
            }
            return List.copyOf(rows);
        });
    }

    Optional<VolumeInfo> volume(VolumeId id) {
        VolumeWork work = begin("look up", id.toString(), false, Progress.unwatched());
        return work.run(() -> {
            if (records.find(id.pool()).isEmpty()) {
                return Optional.empty();
            }
            PoolRecord record = active(id.pool(), work);
            Path file = work.file(record, id.name());
            return isVolume(file) ? row(record, file, DiskUsage.of(file)) : Optional.empty();
        });
    }

    List<Backing> below(VolumeId id) {
        VolumeWork work = begin("look up what is below", id.toString(), false, Progress.unwatched());
        return work.run(() -> {
            PoolRecord record = active(id.pool(), work);
            Path file = require(record, id, work);
            return below(record, id.name(), ImageFile.of(file, record.format(id.name())));
        });
    }

    VolumeInfo create(String pool, VolumeSpec spec, Progress progress) {
        VolumeId id = new VolumeId(pool, spec.name());
        VolumeWork work = begin("create", id.toString(), true, progress);
        return work.run(() -> {
            if (spec.backing().isPresent()) {
                requireTool(Feature.VOLUME_BACKING, work);
            }
            PoolRecord record = active(pool, work);
            if (spec.backing().isPresent()) {
                Path below = Path.of(spec.backing().get().path());
                if (!Files.isRegularFile(below)) {
                    throw new NotFoundException(work.failure("there is no backing image '" + below + "'"));
                }
            }
            List<Backing> below =
                    spec.backing().isEmpty() ? List.of() : under(spec.backing().get());
            return appear(record, id, spec, work, part -> work.fill(part, spec, below));
        });
    }

    VolumeInfo copy(VolumeId original, String pool, VolumeSpec spec, Progress progress) {
        VolumeId id = new VolumeId(pool, spec.name());
        VolumeWork work = begin("copy " + original + " to", id.toString(), true, progress);
        if (spec.backing().isPresent()) {
            throw InvalidSpecException.of("copy", spec.name(), "a copy has no backing image");
        }
        return work.run(() -> {
            requireTool(Feature.VOLUME_COPY, work);
            PoolRecord record = active(pool, work);
            PoolRecord source = active(original.pool(), work);
            Path from = require(source, original, work);
            DiskFormat format = source.format(original.name());
            ImageFile image = ImageFile.of(from, format);
            List<Backing> below = below(source, original.name(), image);
            if (image.backingUntold() && below.isEmpty()) {
                throw new InvalidStateException(work.failure(
                        "its header does not say what image it lies on, or in which format, and it is not guessed"));
            }
            if (spec.capacity().bytes() < image.capacity()) {
                throw InvalidSpecException.of(
                        "capacity of the copy", spec.capacity(), "the original has " + image.capacity() + " bytes");
            }
            return appear(record, id, spec, work, part -> work.convert(from, format, below, image, part, spec));
        });
    }

    VolumeInfo resize(VolumeId id, DataSize capacity, boolean shrink, Progress progress) {
        VolumeWork work = begin("resize", id.toString(), true, progress);
        return work.run(() -> {
            requireTool(Feature.VOLUME_RESIZE, work);
            PoolRecord record = active(id.pool(), work);
            Path file = require(record, id, work);
            DiskFormat format = record.format(id.name());
            ImageFile image = ImageFile.of(file, format);
            long present = image.capacity();
            if (capacity.bytes() < present && !shrink) {
                throw InvalidSpecException.of(
                        "volume capacity", capacity, "it has " + present + " bytes, and may not become smaller");
            }
            if (capacity.bytes() != present) {
                List<Backing> below = below(record, id.name(), image);
                work.resize(file, format, below, capacity.bytes(), capacity.bytes() < present);
            }
            return row(record, id, file, work);
        });
    }

    void wipe(VolumeId id, Progress progress) {
        VolumeWork work = begin("wipe", id.toString(), true, progress);
        work.run(() -> {
            requireTool(Feature.VOLUME_WIPE, work);
            PoolRecord record = active(id.pool(), work);
            Path file = require(record, id, work);
            DiskFormat format = record.format(id.name());
            long capacity = ImageFile.of(file, format).capacity();
            VolumeSpec empty =
                    new VolumeSpec(id.name(), DataSize.bytes(Math.max(1, capacity)), format, false, Optional.empty());
            try (NewImage fresh = NewImage.in(Path.of(record.path()))) {
                work.fill(fresh.path(), empty, List.of());
                tool.replace(file, fresh.path(), format, work.attempt());
                work.overwrite(file, () -> fresh.replace(file));
            }
            return id;
        });
    }

    void delete(VolumeId id) {
        VolumeWork work = begin("delete", id.toString(), true, Progress.unwatched());
        work.run(() -> records.locked(() -> {
            PoolRecord record = active(id.pool(), work);
            Path file = require(record, id, work);
            tool.forget(file, record.format(id.name()), work.attempt());
            Files.delete(file);
            records.put(record.withoutVolume(id.name()));
            return id;
        }));
    }

    /** Deletes all volumes of a pool that is about to be forgotten. */
    void deleteAll(PoolRecord record) throws IOException {
        if (!Files.isDirectory(Path.of(record.path()))) {
            return; // it was never made, or somebody else deleted it
        }
        Failure attempt = Failure.to("delete", "the volumes of pool '" + record.name() + "'");
        for (Path file : files(record)) {
            tool.forget(file, record.format(name(file)), attempt);
            Files.deleteIfExists(file);
        }
    }

    VolumeReader download(VolumeId id, long offset, OptionalLong length) {
        VolumeWork work = begin("download", id.toString(), false, Progress.unwatched());
        checkRange(offset, length);
        return work.run(() -> {
            Path file = require(active(id.pool(), work), id, work);
            return new ImageReader(file, offset, length.orElse(Long.MAX_VALUE), work::admit, work.attempt());
        });
    }

    VolumeWriter upload(VolumeId id, long offset, OptionalLong length) {
        VolumeWork work = begin("upload to", id.toString(), true, Progress.unwatched());
        checkRange(offset, length);
        return work.run(() -> {
            Path file = require(active(id.pool(), work), id, work);
            return new ImageWriter(file, offset, length.orElse(Long.MAX_VALUE), work::admit, work.attempt());
        });
    }

    private static void checkRange(long offset, OptionalLong length) {
        if (offset < 0 || length.orElse(0) < 0) {
            throw InvalidSpecException.of(
                    "range", offset + ", " + length.orElse(0), "offset and length are not negative");
        }
    }

    private VolumeWork begin(String operation, String target, boolean changes, Progress progress) {
        VolumeWork work = new VolumeWork(
                tool, Failure.to(operation, target), () -> admission.admit(operation, target, changes), progress);
        work.admit();
        return work;
    }

    private void requireTool(Feature feature, VolumeWork work) {
        Support support = tool.support(feature);
        if (!support.isYes()) {
            throw new UnsupportedCapabilityException(work.failure(support.reason()));
        }
    }

    /** The images under a volume, the nearest first, as far as they are known. */
    List<Backing> below(PoolRecord record, String volume, ImageFile image) throws IOException {
        List<Backing> below = new ArrayList<>();
        Optional<Backing> nearest = record.backing(volume, image);
        if (nearest.isPresent()) {
            below.add(nearest.get());
            below.addAll(under(nearest.get()));
        }
        return below;
    }

    /** The images under one that may be a volume of any pool. */
    private List<Backing> under(Backing image) throws IOException {
        List<PoolRecord> pools = records.all();
        List<Backing> under = new ArrayList<>();
        Optional<Backing> next = next(pools, image);
        while (next.isPresent() && under.size() < DEEPEST) {
            under.add(next.get());
            next = next(pools, next.get());
        }
        return under;
    }

    private static Optional<Backing> next(List<PoolRecord> pools, Backing above) throws IOException {
        Path file = Path.of(above.path());
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        ImageFile image = ImageFile.of(file, above.format());
        return pools.stream()
                .filter(pool -> Path.of(pool.path()).equals(file.getParent()))
                .findFirst()
                .map(pool -> pool.backing(name(file), image))
                .orElseGet(image::backing);
    }

    private PoolRecord active(String pool, VolumeWork work) {
        PoolRecord record =
                records.find(pool).orElseThrow(() -> new NotFoundException(work.failure("there is no such pool")));
        if (!record.isActive(records.boot())) {
            throw new InvalidStateException(work.failure("its pool is inactive"));
        }
        return record;
    }

    private static boolean isVolume(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static Path require(PoolRecord record, VolumeId id, VolumeWork work) {
        Path file = work.file(record, id.name());
        if (!isVolume(file)) {
            throw new NotFoundException(work.failure("there is no such volume"));
        }
        return file;
    }

    /** Fills a new file, gives it its name, and remembers its format if the name does not say it. */
    private VolumeInfo appear(PoolRecord pool, VolumeId id, VolumeSpec spec, VolumeWork work, Filling filling)
            throws IOException {
        Path file = work.file(pool, id.name());
        requireFree(file, work);
        try (NewImage fresh = NewImage.in(Path.of(pool.path()))) {
            filling.fill(fresh.path());
            work.checkpoint();
            return records.locked(() -> {
                PoolRecord record = active(id.pool(), work).withVolume(id.name(), spec.format(), spec.backing());
                requireFree(file, work);
                records.put(record);
                fresh.appear(file);
                return row(record, id, file, work);
            });
        } catch (FileAlreadyExistsException e) {
            throw new AlreadyExistsException(
                    work.failure("a file of that name exists").causedBy(e));
        }
    }

    private static void requireFree(Path file, VolumeWork work) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new AlreadyExistsException(work.failure("a file of that name exists"));
        }
    }

    private static List<Path> files(PoolRecord record) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of(record.path()))) {
            for (Path file : all) {
                if (isNamed(file) && isVolume(file)) {
                    files.add(file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new BackendFailureException(Failure.to("list", "the volumes of pool '" + record.name() + "'")
                    .because("its directory '" + record.path() + "' is not there")
                    .causedBy(e));
        }
        return files;
    }

    private static boolean isNamed(Path file) {
        try {
            return new VolumeId("pool", name(file)).name().equals(name(file));
        } catch (InvalidSpecException e) {
            return false; // a name that no volume can have: not one of ours
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static VolumeInfo row(PoolRecord record, VolumeId id, Path file, VolumeWork work) throws IOException {
        return row(record, file, DiskUsage.of(file))
                .orElseThrow(() -> new NotFoundException(work.failure("it was deleted meanwhile: " + id)));
    }

    private static Optional<VolumeInfo> row(PoolRecord record, Path file, Map<String, Long> usage) throws IOException {
        DiskFormat format = record.format(name(file));
        try {
            ImageFile image = ImageFile.of(file, format);
            Long taken = usage.get(name(file));
            return Optional.of(new VolumeInfo(
                    new VolumeId(record.name(), name(file)),
                    file.toString(),
                    format,
                    DataSize.bytes(image.capacity()),
                    DataSize.bytes(taken == null ? Files.size(file) : taken),
                    record.backing(name(file), image)));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // deleted since it was listed
        }
    }

    /** Writes an image into an empty file. */
    @FunctionalInterface
    interface Filling {

        void fill(Path part) throws IOException;
    }
}
