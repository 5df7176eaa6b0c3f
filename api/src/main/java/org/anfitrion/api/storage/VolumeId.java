package org.anfitrion.api.storage;

import java.util.Objects;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * The identity of a volume: its pool, and its name in there.
 *
 * @param pool the pool's name
 * @param name the volume's name, unique in the pool
 */
public record VolumeId(String pool, String name) {

    /**
     * Creates the description.
     *
     * @param pool the pool's name
     * @param name the volume's name, unique in the pool
     * @throws InvalidSpecException if a name cannot be one: a volume's name is never a path
     */
    public VolumeId {
        Objects.requireNonNull(pool, "pool");
        Objects.requireNonNull(name, "name");
        Text.name("pool name", pool);
        Text.name("volume name", name);
    }

    @Override
    public String toString() {
        return "volume '" + name + "' in pool '" + pool + "'";
    }
}
