package org.anfitrion.api.storage;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * A place where volumes are kept. Immutable.
 *
 * @param name its name, unique on the host: its identity
 * @param uuid its UUID; empty leaves it to the backend
 * @param source where its volumes are
 * @param autostart whether it starts with the host
 */
public record PoolSpec(String name, Optional<UUID> uuid, PoolSource source, boolean autostart) {

    /**
     * Creates the description.
     *
     * @param name its name, unique on the host: its identity
     * @param uuid its UUID; empty leaves it to the backend
     * @param source where its volumes are
     * @param autostart whether it starts with the host
     * @throws InvalidSpecException if the name cannot be one
     */
    public PoolSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(source, "source");
        Text.name("pool name", name);
    }

    /**
     * Sets the UUID.
     *
     * @param value its UUID; empty leaves it to the backend
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public PoolSpec uuid(UUID value) {
        return new PoolSpec(name, Optional.of(value), source, autostart);
    }

    /**
     * Sets whether it starts with the host.
     *
     * @param value whether it starts with the host
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public PoolSpec autostart(boolean value) {
        return new PoolSpec(name, uuid, source, value);
    }

    /**
     * Describes a pool in a directory.
     *
     * @param name its name, unique on the host
     * @param path an absolute path on the host
     * @return the description
     * @throws InvalidSpecException if the name cannot be one, or the path is not absolute
     */
    public static PoolSpec directory(String name, String path) {
        return of(name, new PoolSource.Directory(path));
    }

    /**
     * Describes a pool.
     *
     * @param name its name, unique on the host
     * @param source where its volumes are
     * @return the description
     * @throws InvalidSpecException if the name cannot be one
     */
    public static PoolSpec of(String name, PoolSource source) {
        return new PoolSpec(name, Optional.empty(), source, false);
    }
}
