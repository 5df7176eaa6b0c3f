package org.anfitrion.testkit.memory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.domain.DiskSource;

/** The storage pools of a host. A pool's volumes are the images in its directory. Used under the host's lock only. */
final class Pools {

    private final Map<String, Pool> byName = new LinkedHashMap<>();

    /** Returns where a drive's image is; empty if the source has no path, or its pool is not there. */
    Optional<String> path(DiskSource source) {
        if (source instanceof DiskSource.File file) {
            return Optional.of(file.path());
        } else if (source instanceof DiskSource.Block block) {
            return Optional.of(block.path());
        } else if (source instanceof DiskSource.Volume volume) {
            return Optional.ofNullable(byName.get(volume.pool())).map(pool -> pool.path(volume.volume()));
        }
        return Optional.empty();
    }
}
