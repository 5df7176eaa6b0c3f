package org.anfitrion.api.network;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A network as the host knows it, at one moment.
 *
 * @param name its name: its identity
 * @param uuid its UUID, if the backend gives it one
 * @param active whether it is up
 * @param persistent whether it is kept when it is stopped
 * @param autostart whether it starts with the host
 * @param bridge the host's interface for it
 */
public record NetworkInfo(
        String name,
        Optional<UUID> uuid,
        boolean active,
        boolean persistent,
        boolean autostart,
        Optional<String> bridge) {

    /**
     * Checks that nothing is missing.
     *
     * @param name its name: its identity
     * @param uuid its UUID, if the backend gives it one
     * @param active whether it is up
     * @param persistent whether it is kept when it is stopped
     * @param autostart whether it starts with the host
     * @param bridge the host's interface for it
     */
    public NetworkInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(bridge, "bridge");
    }
}
