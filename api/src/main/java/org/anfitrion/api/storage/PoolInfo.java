package org.anfitrion.api.storage;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.unit.DataSize;

/**
 * A pool as the host knows it, at one moment.
 *
 * @param name its name: its identity
 * @param uuid its UUID, if the backend gives it one
 * @param state whether it can be used
 * @param source where its volumes are
 * @param persistent whether it is kept when it is stopped
 * @param autostart whether it starts with the host
 * @param capacity what it can hold; zero while inactive
 * @param allocation what of it is used; zero while inactive
 * @param available what is free; zero while inactive
 */
public record PoolInfo(
        String name,
        Optional<UUID> uuid,
        PoolState state,
        PoolSource source,
        boolean persistent,
        boolean autostart,
        DataSize capacity,
        DataSize allocation,
        DataSize available) {

    /**
     * Checks that nothing is missing.
     *
     * @param name its name: its identity
     * @param uuid its UUID, if the backend gives it one
     * @param state whether it can be used
     * @param source where its volumes are
     * @param persistent whether it is kept when it is stopped
     * @param autostart whether it starts with the host
     * @param capacity what it can hold; zero while inactive
     * @param allocation what of it is used; zero while inactive
     * @param available what is free; zero while inactive
     */
    public PoolInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(capacity, "capacity");
        Objects.requireNonNull(allocation, "allocation");
        Objects.requireNonNull(available, "available");
    }
}
