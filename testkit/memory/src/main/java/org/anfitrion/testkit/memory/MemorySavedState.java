package org.anfitrion.testkit.memory;

import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.SavedStateFacet;

/** The saved state facet of a session in memory. */
final class MemorySavedState implements SavedStateFacet {

    private final MemorySession session;

    MemorySavedState(MemorySession session) {
        this.session = session;
    }

    @Override
    public DomainInfo save(DomainId id, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " save");
    }

    @Override
    public boolean saved(DomainId id) {
        throw new UnsupportedOperationException(session.hostId() + " saved");
    }

    @Override
    public void discard(DomainId id) {
        throw new UnsupportedOperationException(session.hostId() + " discard");
    }

    @Override
    public DomainInfo saveTo(DomainId id, String file, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " saveTo");
    }

    @Override
    public DomainInfo restore(String file, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " restore");
    }
}
