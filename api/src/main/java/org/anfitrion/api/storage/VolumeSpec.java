package org.anfitrion.api.storage;

import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;
import org.anfitrion.api.unit.DataSize;

/**
 * A disk image that is to be made. Immutable.
 *
 * @param name its name, unique in its pool
 * @param capacity its size as a guest sees it
 * @param format how it lays its content out
 * @param preallocated whether the space is taken at once, and not as it is written
 * @param backing the image under it; the format must be able to have one
 */
public record VolumeSpec(
        String name, DataSize capacity, DiskFormat format, boolean preallocated, Optional<Backing> backing) {

    /**
     * Creates the description.
     *
     * @param name its name, unique in its pool
     * @param capacity its size as a guest sees it
     * @param format how it lays its content out
     * @param preallocated whether the space is taken at once, and not as it is written
     * @param backing the image under it; the format must be able to have one
     * @throws InvalidSpecException if the name cannot be one, the capacity is nothing, or the format cannot have a
     * backing image
     */
    public VolumeSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(capacity, "capacity");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(backing, "backing");
        Text.name("volume name", name);
        if (capacity.bytes() == 0) {
            throw InvalidSpecException.of("volume capacity", capacity, "must be more than nothing");
        }
        if (backing.isPresent() && (preallocated || format.equals(DiskFormat.RAW))) {
            throw InvalidSpecException.of(
                    "backing image", backing.get().path(), "a raw or preallocated volume cannot lie on another");
        }
    }

    /**
     * Sets the name.
     *
     * @param value its name, unique in its pool
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public VolumeSpec name(String value) {
        return new VolumeSpec(value, capacity, format, preallocated, backing);
    }

    /**
     * Sets the format.
     *
     * @param value how it lays its content out
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public VolumeSpec format(DiskFormat value) {
        return new VolumeSpec(name, capacity, value, preallocated, backing);
    }

    /**
     * Sets the image under it.
     *
     * @param value the image under it; the format must be able to have one
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public VolumeSpec backing(Backing value) {
        return new VolumeSpec(name, capacity, format, preallocated, Optional.of(value));
    }

    /**
     * Describes an empty volume in QEMU's own format, which grows as it is written.
     *
     * @param name its name, unique in its pool
     * @param capacity its size as a guest sees it
     * @return the description
     * @throws InvalidSpecException if the name cannot be one, or the capacity is nothing
     */
    public static VolumeSpec qcow2(String name, DataSize capacity) {
        return new VolumeSpec(name, capacity, DiskFormat.QCOW2, false, Optional.empty());
    }

    /**
     * Describes an empty volume that is its content, byte by byte; sparse where the host can.
     *
     * @param name its name, unique in its pool
     * @param capacity its size as a guest sees it
     * @return the description
     * @throws InvalidSpecException if the name cannot be one, or the capacity is nothing
     */
    public static VolumeSpec raw(String name, DataSize capacity) {
        return new VolumeSpec(name, capacity, DiskFormat.RAW, false, Optional.empty());
    }

    /**
     * Takes all space at once.
     *
     * @return a copy that does
     * @throws InvalidSpecException if it lies on another image
     */
    public VolumeSpec asPreallocated() {
        return new VolumeSpec(name, capacity, format, true, backing);
    }
}
