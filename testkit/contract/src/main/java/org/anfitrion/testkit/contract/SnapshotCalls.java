package org.anfitrion.testkit.contract;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SnapshotFacet;
import org.anfitrion.spi.Target;

/** Every call of {@link SnapshotFacet}, for rules that hold for all calls. */
final class SnapshotCalls {

    private SnapshotCalls() {}

    /** Calls that change nothing. */
    static List<Call> looks(Bench bench, SnapshotFacet facet, DomainId id) {
        return List.of(Call.of(Feature.SNAPSHOTS, new Target.OfDomain(id), () -> facet.snapshots(id)));
    }

    /** Calls that change something, or would if they were let. */
    static List<Call> changes(Bench bench, SnapshotFacet facet, DomainId off, DomainId on) {
        Target there = new Target.OfDomain(off);
        SnapshotSpec cold = SnapshotSpec.named("contract");
        SnapshotId any = new SnapshotId("contract");
        return List.of(
                Call.of(Feature.SNAPSHOTS, there, () -> facet.take(off, cold, Progress.unwatched())),
                Call.of(
                        Feature.SNAPSHOT_MEMORY,
                        new Target.OfDomain(on),
                        () -> facet.take(on, cold.withMemory(), Progress.unwatched())),
                Call.of(
                        Feature.SNAPSHOT_EXTERNAL,
                        there,
                        () -> facet.take(off, cold.asExternal(), Progress.unwatched())),
                Call.of(
                        Feature.SNAPSHOT_REVERT,
                        there,
                        () -> facet.revert(off, any, RevertState.AS_TAKEN, Progress.unwatched())),
                Call.of(Feature.SNAPSHOTS, there, () -> facet.delete(off, any, false, Progress.unwatched())));
    }
}
