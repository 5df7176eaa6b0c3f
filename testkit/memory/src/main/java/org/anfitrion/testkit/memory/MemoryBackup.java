package org.anfitrion.testkit.memory;

import java.util.List;
import org.anfitrion.api.backup.BackupExport;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.backup.CheckpointInfo;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.BackupFacet;
import org.anfitrion.spi.Progress;

/** The backup facet of a session in memory. */
final class MemoryBackup implements BackupFacet {

    private final MemorySession session;

    MemoryBackup(MemorySession session) {
        this.session = session;
    }

    @Override
    public void push(DomainId id, BackupSpec spec, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " push");
    }

    @Override
    public BackupExport begin(DomainId id, BackupSpec spec) {
        throw new UnsupportedOperationException(session.hostId() + " begin");
    }

    @Override
    public void end(DomainId id) {
        throw new UnsupportedOperationException(session.hostId() + " end");
    }

    @Override
    public List<CheckpointInfo> checkpoints(DomainId id) {
        throw new UnsupportedOperationException(session.hostId() + " checkpoints");
    }

    @Override
    public CheckpointInfo checkpoint(DomainId id, String name) {
        throw new UnsupportedOperationException(session.hostId() + " checkpoint");
    }

    @Override
    public void deleteCheckpoint(DomainId id, String name) {
        throw new UnsupportedOperationException(session.hostId() + " deleteCheckpoint");
    }
}
