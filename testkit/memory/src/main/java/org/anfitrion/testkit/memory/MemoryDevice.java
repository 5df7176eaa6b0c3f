package org.anfitrion.testkit.memory;

import java.util.Set;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DeviceFacet;
import org.anfitrion.spi.Progress;

/** The device facet of a session in memory. */
final class MemoryDevice implements DeviceFacet {

    private final MemorySession session;

    MemoryDevice(MemorySession session) {
        this.session = session;
    }

    @Override
    public DeviceSpec attach(DomainId id, DeviceSpec device, Set<Scope> scopes, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " attach");
    }

    @Override
    public void detach(DomainId id, DeviceKey key, Set<Scope> scopes, Deadline deadline) {
        throw new UnsupportedOperationException(session.hostId() + " detach");
    }

    @Override
    public DeviceSpec change(DomainId id, DeviceKey key, DeviceSpec wanted, Set<Scope> scopes, Progress progress) {
        throw new UnsupportedOperationException(session.hostId() + " change");
    }
}
