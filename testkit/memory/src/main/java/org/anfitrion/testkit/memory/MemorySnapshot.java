package org.anfitrion.testkit.memory;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SnapshotFacet;

/**
 * The snapshot facet of a session in memory. The memory of a snapshot is the running configuration and whether the domain was
 * paused; a guest's script is not rewound: a guest that was brought back says nothing of its own accord, but answers.
 */
final class MemorySnapshot implements SnapshotFacet {

    private final MemorySession session;

    MemorySnapshot(MemorySession session) {
        this.session = session;
    }

    private MemoryDomain domain(DomainId id, Call call) {
        return session.model().inventory().require(id, call.operation());
    }

    @Override
    public List<SnapshotInfo> snapshots(DomainId id) {
        Call call = session.call(Operation.SNAPSHOT_SNAPSHOTS, id).needing(Feature.SNAPSHOTS);
        return session.perform(call, () -> domain(id, call).snapshots.rows());
    }

    @Override
    public SnapshotInfo take(DomainId id, SnapshotSpec spec, Progress progress) {
        Call call = session.call(Operation.SNAPSHOT_TAKE, id)
                .needing(Feature.SNAPSHOTS)
                .watchedBy(progress);
        return session.perform(
                call,
                () -> {
                    require(Feature.SNAPSHOT_MEMORY, spec.memory(), call);
                    require(Feature.SNAPSHOT_EXTERNAL, spec.external(), call);
                    require(Feature.GUEST_FREEZE, spec.quiesce(), call);
                    session.model().snapshots().check(domain(id, call), spec, call);
                    return true;
                },
                checked -> work(call),
                checked -> session.model().snapshots().take(domain(id, call), spec, call));
    }

    private void require(Feature feature, boolean wanted, Call call) {
        if (wanted) {
            session.model().missing(feature).ifPresent(reason -> {
                throw new UnsupportedCapabilityException(call.failure(reason));
            });
        }
    }

    @Override
    public void revert(DomainId id, SnapshotId snapshot, RevertState then, Progress progress) {
        Call call = session.call(Operation.SNAPSHOT_REVERT, id)
                .needing(Feature.SNAPSHOT_REVERT)
                .watchedBy(progress);
        session.perform(
                call,
                () -> {
                    MemoryDomain domain = domain(id, call);
                    session.model().snapshots().check(domain, domain.snapshots.require(snapshot, call), then, call);
                    return true;
                },
                checked -> work(call),
                checked -> {
                    MemoryDomain domain = domain(id, call);
                    Moment moment = domain.snapshots.require(snapshot, call);
                    session.model().snapshots().revert(domain, moment, then, session, call);
                    return true;
                });
    }

    @Override
    public void delete(DomainId id, SnapshotId snapshot, boolean children, Progress progress) {
        Call call = session.call(Operation.SNAPSHOT_DELETE, id)
                .needing(Feature.SNAPSHOTS)
                .watchedBy(progress);
        session.perform(
                call, () -> domain(id, call).snapshots.require(snapshot, call), checked -> work(call), checked -> {
                    SnapshotTree snapshots = domain(id, call).snapshots;
                    Moment moment = snapshots.require(snapshot, call);
                    if (children) {
                        snapshots.removeAll(moment);
                    } else {
                        snapshots.remove(moment);
                    }
                    return true;
                });
    }

    private void work(Call call) {
        session.work(call, 100, WorkUnit.PERCENT, done -> {});
    }
}
