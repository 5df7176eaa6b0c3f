package org.anfitrion.testkit.memory;

import java.util.Collection;
import java.util.Optional;
import org.anfitrion.api.storage.PoolInfo;
import org.anfitrion.api.storage.PoolSource;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.storage.PoolState;
import org.anfitrion.api.unit.DataSize;

/** A storage pool as its host knows it. Used under the host's lock only. */
final class Pool {

    /** What every pool can hold; more may be promised to volumes, as on real hosts. */
    private static final DataSize CAPACITY = DataSize.tebibytes(1);

    final PoolSpec spec;
    boolean active;
    boolean autostart;

    Pool(PoolSpec spec) {
        this.spec = spec;
        this.autostart = spec.autostart();
    }

    String name() {
        return spec.name();
    }

    /** Returns where a domain finds a volume. */
    String path(String volume) {
        return Images.path(directory(), volume);
    }

    /** Returns the directory that the volumes are in. */
    String directory() {
        PoolSource source = spec.source();
        if (source instanceof PoolSource.Directory directory) {
            return directory.path();
        } else if (source instanceof PoolSource.Filesystem filesystem) {
            return filesystem.path();
        } else if (source instanceof PoolSource.NetworkFilesystem filesystem) {
            return filesystem.path();
        } else if (source instanceof PoolSource.LogicalVolumes volumes) {
            return "/dev/" + volumes.group();
        }
        return "/dev/anfitrion/" + spec.name();
    }

    PoolInfo row(Collection<Image> images) {
        long used = active ? images.stream().mapToLong(Image::allocation).sum() : 0;
        long all = active ? CAPACITY.bytes() : 0;
        return new PoolInfo(
                spec.name(),
                Optional.of(spec.uuid().orElseThrow()),
                active ? PoolState.ACTIVE : PoolState.INACTIVE,
                spec.source(),
                true,
                autostart,
                DataSize.bytes(all),
                DataSize.bytes(used),
                DataSize.bytes(Math.max(0, all - used)));
    }

    /** Returns the pool in words, for messages. */
    @Override
    public String toString() {
        return "pool '" + spec.name() + "'";
    }
}
