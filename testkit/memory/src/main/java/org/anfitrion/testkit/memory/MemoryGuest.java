package org.anfitrion.testkit.memory;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Set;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.guest.ExecSpec;
import org.anfitrion.api.guest.GuestInfo;
import org.anfitrion.api.secret.Password;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.GuestFacet;
import org.anfitrion.spi.GuestProcess;

/** The guest facet of a session in memory. */
final class MemoryGuest implements GuestFacet {

    private final MemorySession session;

    MemoryGuest(MemorySession session) {
        this.session = session;
    }

    @Override
    public void ping(DomainId id, Deadline deadline) {
        throw new UnsupportedOperationException(session.hostId() + " ping");
    }

    @Override
    public GuestProcess exec(DomainId id, ExecSpec spec, Deadline deadline) {
        throw new UnsupportedOperationException(session.hostId() + " exec");
    }

    @Override
    public InputStream read(DomainId id, String path, Deadline deadline) {
        throw new UnsupportedOperationException(session.hostId() + " read");
    }

    @Override
    public OutputStream write(DomainId id, String path, Deadline deadline) {
        throw new UnsupportedOperationException(session.hostId() + " write");
    }

    @Override
    public GuestInfo info(DomainId id, Deadline deadline) {
        throw new UnsupportedOperationException(session.hostId() + " info");
    }

    @Override
    public int freeze(DomainId id, Set<String> mountPoints) {
        throw new UnsupportedOperationException(session.hostId() + " freeze");
    }

    @Override
    public int thaw(DomainId id) {
        throw new UnsupportedOperationException(session.hostId() + " thaw");
    }

    @Override
    public void password(DomainId id, String user, Password password) {
        throw new UnsupportedOperationException(session.hostId() + " password");
    }

    @Override
    public Instant time(DomainId id) {
        throw new UnsupportedOperationException(session.hostId() + " time");
    }

    @Override
    public void setTime(DomainId id, Instant time) {
        throw new UnsupportedOperationException(session.hostId() + " setTime");
    }
}
