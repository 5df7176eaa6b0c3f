package org.anfitrion.testkit.memory;

import java.util.List;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotId;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SnapshotFacet;

/** The snapshot facet of a session in memory. */
final class MemorySnapshot implements SnapshotFacet {

    private final MemorySession session;

    MemorySnapshot(MemorySession session) {
        this.session = session;
    }

    @Override
    public List<SnapshotInfo> snapshots(DomainId id) {
        throw new UnsupportedOperationException(session.hostId() + " snapshots");
    }

    @Override
    public SnapshotInfo take(DomainId id, SnapshotSpec spec, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " take");
    }

    @Override
    public void revert(DomainId id, SnapshotId snapshot, RevertState then, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " revert");
    }

    @Override
    public void delete(DomainId id, SnapshotId snapshot, boolean children, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " delete");
    }
}
