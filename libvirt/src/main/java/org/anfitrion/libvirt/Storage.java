package org.anfitrion.libvirt;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.api.storage.VolumeInfo;
import org.anfitrion.api.storage.VolumeReader;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.storage.VolumeWriter;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.StorageFacet;

/** The facet of storage, as one face of the parts that do the work. */
record Storage(Pools places, Volumes images, VolumeContents contents) implements StorageFacet {

    static Storage of(Calls calls) {
        Pools places = new Pools(calls);
        Volumes images = new Volumes(calls);
        return new Storage(places, images, new VolumeContents(calls, places, images));
    }

    @Override
    public List<PoolInfo> pools() {
        return places.pools();
    }

    @Override
    public Optional<PoolInfo> pool(String name) {
        return places.pool(name);
    }

    @Override
    public PoolInfo define(PoolSpec spec) {
        return places.define(spec);
    }

    @Override
    public PoolInfo start(String pool, boolean build, Progress progress) {
        return places.start(pool, build, progress);
    }

    @Override
    public PoolInfo stop(String pool) {
        return places.stop(pool);
    }

    @Override
    public PoolInfo refresh(String pool, Progress progress) {
        return places.refresh(pool, progress);
    }

    @Override
    public void autostart(String pool, boolean on) {
        places.autostart(pool, on);
    }

    @Override
    public void remove(String pool, boolean deleteVolumes) {
        places.remove(pool, deleteVolumes);
    }

    @Override
    public List<VolumeInfo> volumes(String pool) {
        return images.volumes(pool);
    }

    @Override
    public Optional<VolumeInfo> volume(VolumeId id) {
        return images.volume(id);
    }

    @Override
    public VolumeInfo create(String pool, VolumeSpec spec, Progress progress) {
        return images.create(pool, spec, progress);
    }

    @Override
    public VolumeInfo copy(VolumeId original, String pool, VolumeSpec spec, Progress progress) {
        return images.copy(original, pool, spec, progress);
    }

    @Override
    public VolumeInfo resize(VolumeId id, DataSize capacity, boolean shrink, Progress progress) {
        return images.resize(id, capacity, shrink, progress);
    }

    @Override
    public void wipe(VolumeId id, Progress progress) {
        contents.wipe(id, progress);
    }

    @Override
    public void delete(VolumeId id) {
        images.delete(id);
    }

    @Override
    public VolumeReader download(VolumeId id, long offset, OptionalLong length) {
        return contents.download(id, offset, length);
    }

    @Override
    public VolumeWriter upload(VolumeId id, long offset, OptionalLong length) {
        return contents.upload(id, offset, length);
    }
}
