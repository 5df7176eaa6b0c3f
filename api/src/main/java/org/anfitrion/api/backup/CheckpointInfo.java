package org.anfitrion.api.backup;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A moment from which on a domain's changes are recorded.
 *
 * @param name its name, unique in its domain: its identity
 * @param parent the checkpoint before it
 * @param created when it was made
 */
public record CheckpointInfo(String name, Optional<String> parent, Instant created) {

    /**
     * Checks that nothing is missing.
     *
     * @param name its name, unique in its domain: its identity
     * @param parent the checkpoint before it
     * @param created when it was made
     */
    public CheckpointInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(created, "created");
    }
}
