package org.anfitrion.testkit.memory;

import org.anfitrion.api.storage.PoolSource;
import org.anfitrion.api.storage.PoolSpec;

/** A storage pool as its host knows it. Used under the host's lock only. */
final class Pool {

    final PoolSpec spec;

    Pool(PoolSpec spec) {
        this.spec = spec;
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
}
