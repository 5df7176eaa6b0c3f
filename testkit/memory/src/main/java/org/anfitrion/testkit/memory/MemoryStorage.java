package org.anfitrion.testkit.memory;

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

/** The storage facet of a session in memory. */
final class MemoryStorage implements StorageFacet {

    private final MemorySession session;

    MemoryStorage(MemorySession session) {
        this.session = session;
    }

    @Override
    public List<PoolInfo> pools() {
        throw new UnsupportedOperationException(session.hostId() + " pools");
    }

    @Override
    public Optional<PoolInfo> pool(String name) {
        throw new UnsupportedOperationException(session.hostId() + " pool");
    }

    @Override
    public PoolInfo define(PoolSpec spec) {
        throw new UnsupportedOperationException(session.hostId() + " define");
    }

    @Override
    public PoolInfo start(String pool, boolean build, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " start");
    }

    @Override
    public PoolInfo stop(String pool) {
        throw new UnsupportedOperationException(session.hostId() + " stop");
    }

    @Override
    public PoolInfo refresh(String pool, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " refresh");
    }

    @Override
    public void autostart(String pool, boolean on) {
        throw new UnsupportedOperationException(session.hostId() + " autostart");
    }

    @Override
    public void remove(String pool, boolean deleteVolumes) {
        throw new UnsupportedOperationException(session.hostId() + " remove");
    }

    @Override
    public List<VolumeInfo> volumes(String pool) {
        throw new UnsupportedOperationException(session.hostId() + " volumes");
    }

    @Override
    public Optional<VolumeInfo> volume(VolumeId id) {
        throw new UnsupportedOperationException(session.hostId() + " volume");
    }

    @Override
    public VolumeInfo create(String pool, VolumeSpec spec, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " create");
    }

    @Override
    public VolumeInfo copy(VolumeId original, String pool, VolumeSpec spec, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " copy");
    }

    @Override
    public VolumeInfo resize(VolumeId id, DataSize capacity, boolean shrink, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " resize");
    }

    @Override
    public void wipe(VolumeId id, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " wipe");
    }

    @Override
    public void delete(VolumeId id) {
        throw new UnsupportedOperationException(session.hostId() + " delete");
    }

    @Override
    public VolumeReader download(VolumeId id, long offset, OptionalLong length) {
        throw new UnsupportedOperationException(session.hostId() + " download");
    }

    @Override
    public VolumeWriter upload(VolumeId id, long offset, OptionalLong length) {
        throw new UnsupportedOperationException(session.hostId() + " upload");
    }
}
