package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.GuestAddress;
import org.anfitrion.spi.AddressFacet;

/** The address facet of a session in memory. */
final class MemoryAddress implements AddressFacet {

    private final MemorySession session;

    MemoryAddress(MemorySession session) {
        this.session = session;
    }

    @Override
    public List<GuestAddress> addresses(DomainId id, Set<AddressSource> sources) {
        throw new UnsupportedOperationException(session.hostId() + " addresses");
    }
}
