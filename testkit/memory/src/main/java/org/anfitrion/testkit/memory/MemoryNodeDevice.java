package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.device.NodeDevice;
import org.anfitrion.spi.NodeDeviceFacet;

/** The node device facet of a session in memory. */
final class MemoryNodeDevice implements NodeDeviceFacet {

    private final MemorySession session;

    MemoryNodeDevice(MemorySession session) {
        this.session = session;
    }

    @Override
    public List<NodeDevice> devices(Set<String> capabilities) {
        throw new UnsupportedOperationException(session.hostId() + " devices");
    }

    @Override
    public Optional<NodeDevice> device(String name) {
        throw new UnsupportedOperationException(session.hostId() + " device");
    }

    @Override
    public void takeFromHost(String device) {
        throw new UnsupportedOperationException(session.hostId() + " takeFromHost");
    }

    @Override
    public void giveToHost(String device) {
        throw new UnsupportedOperationException(session.hostId() + " giveToHost");
    }
}
