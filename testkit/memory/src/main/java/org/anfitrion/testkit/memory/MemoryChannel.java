package org.anfitrion.testkit.memory;

import java.nio.channels.ByteChannel;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.spi.ChannelFacet;
import org.anfitrion.spi.Deadline;

/** The channel facet of a session in memory. */
final class MemoryChannel implements ChannelFacet {

    private final MemorySession session;

    MemoryChannel(MemorySession session) {
        this.session = session;
    }

    @Override
    public ByteChannel open(DomainId id, String channel, Deadline deadline) {
        throw new UnsupportedOperationException(session.hostId() + " open");
    }
}
