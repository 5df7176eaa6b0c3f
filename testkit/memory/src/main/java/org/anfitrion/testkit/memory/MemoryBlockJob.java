package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.block.BlockJobInfo;
import org.anfitrion.api.block.CommitSpec;
import org.anfitrion.api.block.CopySpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.BlockJobFacet;
import org.anfitrion.spi.Progress;

/** The block job facet of a session in memory. */
final class MemoryBlockJob implements BlockJobFacet {

    private final MemorySession session;

    MemoryBlockJob(MemorySession session) {
        this.session = session;
    }

    @Override
    public List<BlockJobInfo> jobs(DomainId id) {
        throw new UnsupportedOperationException(session.hostId() + " jobs");
    }

    @Override
    public void pull(DomainId id, String target, Optional<String> base, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " pull");
    }

    @Override
    public void commit(DomainId id, String target, CommitSpec spec, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " commit");
    }

    @Override
    public void copy(DomainId id, String target, CopySpec spec, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " copy");
    }

    @Override
    public void resize(DomainId id, String target, DataSize capacity) {
        throw new UnsupportedOperationException(session.hostId() + " resize");
    }
}
