package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeReader;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.StorageFacet;

/** The storage facet of a session in memory. */
final class MemoryStorage implements StorageFacet {

    private final MemorySession session;

    MemoryStorage(MemorySession session) {
        this.session = session;
    }

    @Override
    public List<PoolInfo> pools() {
        Call call = Call.on(Operation.STORAGE_POOLS, session.model().name()).needing(Feature.STORAGE);
        return session.perform(call, known()::rows);
    }

    @Override
    public Optional<PoolInfo> pool(String name) {
        return session.perform(
                onPool(Operation.STORAGE_POOL, name), () -> known().find(name).map(known()::row));
    }

    @Override
    public PoolInfo define(PoolSpec spec) {
        Call call = onPool(Operation.STORAGE_DEFINE, spec.name());
        return session.perform(call, () -> known().row(known().define(spec, call)));
    }

    @Override
    public PoolInfo start(String pool, boolean build, Progress progress) {
        Call call = onPool(Operation.STORAGE_START, pool).watchedBy(progress);
        return work(call, progress, () -> known().row(known().start(pool, build, call)));
    }

    @Override
    public PoolInfo stop(String pool) {
        Call call = onPool(Operation.STORAGE_STOP, pool);
        return session.perform(call, () -> known().row(known().stop(pool, call)));
    }

    @Override
    public PoolInfo refresh(String pool, Progress progress) {
        Call call = onPool(Operation.STORAGE_REFRESH, pool).watchedBy(progress);
        return work(call, progress, () -> known().row(known().refresh(pool, call)));
    }

    @Override
    public void autostart(String pool, boolean on) {
        Call call = onPool(Operation.STORAGE_AUTOSTART, pool);
        session.perform(call, () -> known().require(pool, call).autostart = on);
    }

    @Override
    public void remove(String pool, boolean deleteVolumes) {
        Call call = onPool(Operation.STORAGE_REMOVE, pool);
        session.perform(call, () -> {
            known().remove(pool, deleteVolumes, call);
            return true;
        });
    }

    @Override
    public List<VolumeInfo> volumes(String pool) {
        Call call = onPool(Operation.STORAGE_VOLUMES, pool);
        return session.perform(call, () -> volumes().rows(pool, call));
    }

    @Override
    public Optional<VolumeInfo> volume(VolumeId id) {
        Call call = onVolume(Operation.STORAGE_VOLUME, id, Feature.STORAGE);
        return session.perform(call, () -> volumes().find(id, call));
    }

    @Override
    public VolumeInfo create(String pool, VolumeSpec spec, Progress progress) {
        VolumeId id = new VolumeId(pool, spec.name());
        Feature feature = spec.backing().isPresent() ? Feature.VOLUME_BACKING : Feature.STORAGE;
        Call call = onVolume(Operation.STORAGE_CREATE, id, feature).watchedBy(progress);
        return work(call, progress, () -> volumes().create(id, spec, call));
    }

    @Override
    public VolumeInfo copy(VolumeId original, String pool, VolumeSpec spec, Progress progress) {
        VolumeId id = new VolumeId(pool, spec.name());
        if (spec.backing().isPresent()) {
            throw InvalidSpecException.of("copy", spec.name(), "a copy has no backing image");
        }
        Call call = onVolume(Operation.STORAGE_COPY, id, Feature.VOLUME_COPY).watchedBy(progress);
        return work(call, progress, () -> volumes().copy(original, id, spec, call));
    }

    @Override
    public VolumeInfo resize(VolumeId id, DataSize capacity, boolean shrink, Progress progress) {
        Call call =
                onVolume(Operation.STORAGE_RESIZE, id, Feature.VOLUME_RESIZE).watchedBy(progress);
        return work(call, progress, () -> volumes().resize(id, capacity, shrink, call));
    }

    @Override
    public void wipe(VolumeId id, Progress progress) {
        Call call = onVolume(Operation.STORAGE_WIPE, id, Feature.VOLUME_WIPE).watchedBy(progress);
        work(call, progress, () -> {
            volumes().wipe(id, call);
            return true;
        });
    }

    @Override
    public void delete(VolumeId id) {
        Call call = onVolume(Operation.STORAGE_DELETE, id, Feature.STORAGE);
        session.perform(call, () -> {
            volumes().delete(id, call);
            return true;
        });
    }

    @Override
    public VolumeReader download(VolumeId id, long offset, OptionalLong length) {
        Call call = onVolume(Operation.STORAGE_DOWNLOAD, id, Feature.VOLUME_STREAMS);
        return session.perform(call, () -> {
            checkRange(offset, length);
            ImageContent content = session.model().images().content(volumes().require(id, call), call);
            return new MemoryDownload(session, call, content, offset, length.orElse(Long.MAX_VALUE));
        });
    }

    @Override
    public VolumeWriter upload(VolumeId id, long offset, OptionalLong length) {
        Call call = onVolume(Operation.STORAGE_UPLOAD, id, Feature.VOLUME_STREAMS);
        return session.perform(call, () -> {
            checkRange(offset, length);
            volumes().require(id, call);
            return new MemoryUpload(session, call, id, volumes(), offset, length.orElse(Long.MAX_VALUE));
        });
    }

    private static void checkRange(long offset, OptionalLong length) {
        if (offset < 0 || length.orElse(0) < 0) {
            throw InvalidSpecException.of(
                    "range", offset + ", " + length.orElse(0), "offset and length are not negative");
        }
    }

    private static Call onPool(Operation operation, String name) {
        return Call.on(operation, "pool '" + name + "'").needing(Feature.STORAGE);
    }

    private static Call onVolume(Operation operation, VolumeId id, Feature feature) {
        return Call.on(operation, id.toString()).needing(feature);
    }

    /** Does something that takes its time on real hosts, so that who watches it sees it begin and end. */
    private <T> T work(Call call, Progress progress, Supplier<T> effect) {
        progress.report(0, 100, WorkUnit.PERCENT);
        T result = session.perform(call, effect);
        progress.report(100, 100, WorkUnit.PERCENT);
        return result;
    }

    private Pools known() {
        return session.model().pools();
    }

    private Volumes volumes() {
        return new Volumes(session.model());
    }
}
