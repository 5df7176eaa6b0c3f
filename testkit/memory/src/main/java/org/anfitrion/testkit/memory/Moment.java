package org.anfitrion.testkit.memory;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.api.storage.Backing;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot: what a domain was at one moment. Immutable.
 *
 * @param spec as what it was taken
 * @param parent what it was taken on top of
 * @param created when
 * @param state what the domain did
 * @param config the configuration of its next start
 * @param live what ran
 * @param memory what its guest goes on from
 * @param layers the images that go on in themselves, by their paths, as they were
 * @param bases the images that were left behind for new ones, by the targets of the drives
 */
record Moment(
        SnapshotSpec spec,
        Optional<SnapshotId> parent,
        Instant created,
        DomainState state,
        @Nullable Configuration config,
        @Nullable Configuration live,
        @Nullable SavedMemory memory,
        Map<String, Image.State> layers,
        Map<String, Backing> bases) {

    SnapshotId id() {
        return new SnapshotId(spec.name());
    }

    Moment below(Optional<SnapshotId> newParent) {
        return new Moment(spec, newParent, created, state, config, live, memory, layers, bases);
    }

    SnapshotInfo row(boolean current) {
        return new SnapshotInfo(
                id(),
                spec.name(),
                spec.description(),
                parent,
                created,
                state,
                memory != null,
                spec.external(),
                current);
    }
}
