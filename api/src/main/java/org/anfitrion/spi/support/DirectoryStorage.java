package org.anfitrion.spi.support;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.storage.Backing;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSource;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeReader;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.StorageFacet;

/**
 * Storage for sessions whose backend has none of its own: a pool is a directory of this machine, a volume is an image file in
 * it. Images are made, copied and resized by {@code qemu-img} (Debian's package qemu-utils); headers are read, and content is
 * read and written, without it. Thread-safe.
 *
 * <pre>{@code
 * private final DirectoryStorage storage = new DirectoryStorage(stateDirectory.resolve("pools"), this::admit);
 *
 * // in facet(type):              StorageFacet.class, storage
 * // in support(feature, on):     DirectoryStorage.support(feature), if Facets.of(feature) is StorageFacet.class
 * // for DiskSource.Volume:       storage.path(new VolumeId(volume.pool(), volume.volume()))
 * }</pre>
 *
 * <p>Pools are remembered in the state directory, with their autostart, for all sessions and programs that use it. A pool that
 * was started is active until the host restarts; then those with autostart are. Every file of the directory whose name a volume
 * may have is a volume; links and directories are not.
 *
 * <p>A backend with a tool of its own gives it: {@link ImageTool}.
 *
 * <p>A volume's format is what it was made with, and for files that others made what the name says ({@code .qcow2}, {@code
 * .vmdk}, {@code .vdi}, {@code .vhd}, otherwise raw). It is never guessed from the content, which a guest writes.
 */
public final class DirectoryStorage implements StorageFacet {

    private final PoolRecords records;
    private final Admission admission;
    private final DirectoryVolumes volumes;

    /** What a session checks before each call. */
    @FunctionalInterface
    public interface Admission {

        /**
         * Throws if the call may not be made: the session is closed, or it is read-only and the call changes something. Called
         * again while a call goes on, to end it when the session ends; must be cheap.
         *
         * @param operation what is attempted, an infinitive
         * @param target on what
         * @param changes whether it changes something
         */
        void admit(String operation, String target, boolean changes);
    }

    /**
     * Creates the facet of one session.
     *
     * @param state where the pools are remembered; made when the first is
     * @param admission asked before each call
     */
    public DirectoryStorage(Path state, Admission admission) {
        this(state, admission, ImageTool.qemuImg());
    }

    /**
     * Creates the facet of one session whose backend has a tool of its own.
     *
     * @param state where the pools are remembered; made when the first is
     * @param admission asked before each call
     * @param tool makes, copies and resizes images
     */
    public DirectoryStorage(Path state, Admission admission, ImageTool tool) {
        this.records = new PoolRecords(state);
        this.admission = Objects.requireNonNull(admission, "admission");
        this.volumes = new DirectoryVolumes(records, admission, Objects.requireNonNull(tool, "tool"));
    }

    /**
     * Answers for this facet's features, where images are made by {@code qemu-img}.
     *
     * @param feature a feature whose facet is {@link StorageFacet}
     * @return yes; no if it takes qemu-img, and there is none
     */
    public static Support support(Feature feature) {
        return support(feature, ImageTool.qemuImg());
    }

    /**
     * Answers for this facet's features.
     *
     * @param feature a feature whose facet is {@link StorageFacet}
     * @param tool makes, copies and resizes images
     * @return yes; no if it takes the tool, and the tool says no
     */
    public static Support support(Feature feature, ImageTool tool) {
        return switch (feature) {
            case VOLUME_COPY, VOLUME_BACKING, VOLUME_RESIZE, VOLUME_WIPE -> tool.support(feature);
            default -> Support.yes();
        };
    }

    /**
     * Returns where a domain finds a volume, for drives that are described by pool and volume.
     *
     * @param id which volume
     * @return the absolute path of its file
     * @throws NotFoundException if there is no such pool or volume
     * @throws InvalidStateException if the pool is inactive
     */
    public String path(VolumeId id) {
        return volumes.volume(id)
                .map(VolumeInfo::path)
                .orElseThrow(() ->
                        new NotFoundException(Failure.to("find", id.toString()).because("there is no such volume")));
    }

    /**
     * Returns what a volume lies on, for tools that have to be told of each image.
     *
     * @param id which volume
     * @return the images, the nearest first, as far as they are known; none if it lies on none
     * @throws NotFoundException if there is no such pool or volume
     * @throws InvalidStateException if the pool is inactive
     */
    public List<Backing> below(VolumeId id) {
        return volumes.below(id);
    }

    @Override
    public List<PoolInfo> pools() {
        admission.admit("list", "pools", false);
        return records.all().stream().map(this::row).toList();
    }

    @Override
    public Optional<PoolInfo> pool(String name) {
        admission.admit("look up", target(name), false);
        return records.find(name).map(this::row);
    }

    @Override
    public PoolInfo define(PoolSpec spec) {
        Failure attempt = begin("define", spec.name());
        if (!(spec.source() instanceof PoolSource.Directory directory)) {
            throw new UnsupportedCapabilityException(attempt.because("only a directory can be a pool here"));
        }
        return records.locked(() -> {
            if (records.find(spec.name()).isPresent()) {
                throw new AlreadyExistsException(attempt.because("a pool of that name exists"));
            }
            for (PoolRecord other : records.all()) {
                if (Path.of(other.path()).equals(Path.of(directory.path()))) {
                    throw new AlreadyExistsException(
                            attempt.because("its directory is that of " + target(other.name())));
                }
            }
            PoolRecord record = new PoolRecord(spec, false, records.boot(), Map.of(), Map.of());
            records.put(record);
            return row(record);
        });
    }

    @Override
    public PoolInfo start(String pool, boolean build, Progress progress) {
        Failure attempt = begin("start", pool);
        return records.locked(() -> {
            PoolRecord record = require(pool, attempt);
            Path directory = Path.of(record.path());
            if (record.isActive(records.boot())) {
                throw new InvalidStateException(attempt.because("it is active"));
            }
            if (build) {
                Files.createDirectories(directory);
            }
            if (!Files.isDirectory(directory)) {
                throw new InvalidStateException(attempt.because("there is no directory '" + directory + "'"));
            }
            NewImage.clear(directory);
            return switched(record, true);
        });
    }

    @Override
    public PoolInfo stop(String pool) {
        Failure attempt = begin("stop", pool);
        return records.locked(() -> switched(requireActive(pool, attempt), false));
    }

    private PoolInfo switched(PoolRecord record, boolean active) throws IOException {
        PoolRecord switched = record.switched(active, records.boot());
        records.put(switched);
        return row(switched);
    }

    @Override
    public PoolInfo refresh(String pool, Progress progress) {
        Failure attempt = begin("refresh", pool);
        return records.locked(() -> {
            PoolRecord record = requireActive(pool, attempt);
            if (Files.isDirectory(Path.of(record.path()))) {
                NewImage.clear(Path.of(record.path()));
            }
            return row(record);
        });
    }

    @Override
    public void autostart(String pool, boolean on) {
        Failure attempt = begin("set autostart of", pool);
        records.locked(() -> {
            PoolRecord changed = require(pool, attempt).autostart(on, records.boot());
            records.put(changed);
            return changed;
        });
    }

    @Override
    public void remove(String pool, boolean deleteVolumes) {
        Failure attempt = begin("remove", pool);
        records.locked(() -> {
            PoolRecord record = require(pool, attempt);
            if (record.isActive(records.boot())) {
                throw new InvalidStateException(attempt.because("it is active"));
            }
            if (deleteVolumes) {
                volumes.deleteAll(record);
            }
            records.remove(pool);
            return record;
        });
    }

    @Override
    public List<VolumeInfo> volumes(String pool) {
        return volumes.volumes(pool);
    }

    @Override
    public Optional<VolumeInfo> volume(VolumeId id) {
        return volumes.volume(id);
    }

    @Override
    public VolumeInfo create(String pool, VolumeSpec spec, Progress progress) {
        return volumes.create(pool, spec, progress);
    }

    @Override
    public VolumeInfo copy(VolumeId original, String pool, VolumeSpec spec, Progress progress) {
        return volumes.copy(original, pool, spec, progress);
    }

    @Override
    public VolumeInfo resize(VolumeId id, DataSize capacity, boolean shrink, Progress progress) {
        return volumes.resize(id, capacity, shrink, progress);
    }

    @Override
    public void wipe(VolumeId id, Progress progress) {
        volumes.wipe(id, progress);
    }

    @Override
    public void delete(VolumeId id) {
        volumes.delete(id);
    }

    @Override
    public VolumeReader download(VolumeId id, long offset, OptionalLong length) {
        return volumes.download(id, offset, length);
    }

    @Override
    public VolumeWriter upload(VolumeId id, long offset, OptionalLong length) {
        return volumes.upload(id, offset, length);
    }

    private static String target(String pool) {
        return "pool '" + pool + "'";
    }

    private Failure begin(String operation, String pool) {
        admission.admit(operation, target(pool), true);
        return Failure.to(operation, target(pool));
    }

    private PoolRecord require(String pool, Failure attempt) {
        return records.find(pool).orElseThrow(() -> new NotFoundException(attempt.because("there is no such pool")));
    }

    private PoolRecord requireActive(String pool, Failure attempt) {
        PoolRecord record = require(pool, attempt);
        if (!record.isActive(records.boot())) {
            throw new InvalidStateException(attempt.because("it is inactive"));
        }
        return record;
    }

    private PoolInfo row(PoolRecord record) {
        Path directory = Path.of(record.path());
        if (!record.isActive(records.boot())) {
            return row(record, PoolState.INACTIVE, 0, 0, 0);
        }
        if (!Files.isDirectory(directory)) {
            return row(record, PoolState.INACCESSIBLE, 0, 0, 0);
        }
        try {
            FileStore store = Files.getFileStore(directory);
            long capacity = store.getTotalSpace();
            return row(
                    record, PoolState.ACTIVE, capacity, capacity - store.getUnallocatedSpace(), store.getUsableSpace());
        } catch (IOException e) {
            throw new BackendFailureException(Failure.to("describe", target(record.name()))
                    .because(String.valueOf(e.getMessage()))
                    .causedBy(e));
        }
    }

    private static PoolInfo row(PoolRecord record, PoolState state, long capacity, long allocation, long available) {
        return new PoolInfo(
                record.name(),
                record.spec().uuid(),
                state,
                record.spec().source(),
                true,
                record.spec().autostart(),
                DataSize.bytes(capacity),
                DataSize.bytes(allocation),
                DataSize.bytes(available));
    }
}
