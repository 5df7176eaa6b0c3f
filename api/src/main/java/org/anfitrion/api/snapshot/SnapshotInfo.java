package org.anfitrion.api.snapshot;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.DomainState;

/**
 * A snapshot of a domain, as the host knows it.
 *
 * @param id its identity
 * @param name its name
 * @param description a text for people
 * @param parent what it was taken on top of; empty for a root of the tree
 * @param created when it was taken
 * @param state what the domain did then; reverting brings it back if the memory was kept
 * @param memory whether the guest's memory is in it
 * @param external whether its disks are files of their own
 * @param current whether the domain goes on from it
 */
public record SnapshotInfo(
        SnapshotId id,
        String name,
        Optional<String> description,
        Optional<SnapshotId> parent,
        Instant created,
        DomainState state,
        boolean memory,
        boolean external,
        boolean current) {

    /**
     * Checks that nothing is missing.
     *
     * @param id its identity
     * @param name its name
     * @param description a text for people
     * @param parent what it was taken on top of; empty for a root of the tree
     * @param created when it was taken
     * @param state what the domain did then; reverting brings it back if the memory was kept
     * @param memory whether the guest's memory is in it
     * @param external whether its disks are files of their own
     * @param current whether the domain goes on from it
     */
    public SnapshotInfo {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(parent, "parent");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(state, "state");
    }
}
