package org.anfitrion.api.storage;

import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.unit.DataSize;

/**
 * A volume as the host knows it, at one moment.
 *
 * @param id its identity
 * @param path where a domain finds it: an absolute path on the host
 * @param format how it lays its content out
 * @param capacity its size as a guest sees it
 * @param allocation the space that it takes on the host
 * @param backing the image under it
 */
public record VolumeInfo(
        VolumeId id,
        String path,
        DiskFormat format,
        DataSize capacity,
        DataSize allocation,
        Optional<Backing> backing) {

    /**
     * Checks that nothing is missing.
     *
     * @param id its identity
     * @param path where a domain finds it: an absolute path on the host
     * @param format how it lays its content out
     * @param capacity its size as a guest sees it
     * @param allocation the space that it takes on the host
     * @param backing the image under it
     */
    public VolumeInfo {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(capacity, "capacity");
        Objects.requireNonNull(allocation, "allocation");
        Objects.requireNonNull(backing, "backing");
    }
}
