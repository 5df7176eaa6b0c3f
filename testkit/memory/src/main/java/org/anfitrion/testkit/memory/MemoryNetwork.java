package org.anfitrion.testkit.memory;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.spi.NetworkFacet;

/** The network facet of a session in memory. */
final class MemoryNetwork implements NetworkFacet {

    private final MemorySession session;

    MemoryNetwork(MemorySession session) {
        this.session = session;
    }

    @Override
    public List<NetworkInfo> networks() {
        throw new UnsupportedOperationException(session.hostId() + " networks");
    }

    @Override
    public Optional<NetworkInfo> network(String name) {
        throw new UnsupportedOperationException(session.hostId() + " network");
    }

    @Override
    public NetworkInfo define(NetworkSpec spec) {
        throw new UnsupportedOperationException(session.hostId() + " define");
    }

    @Override
    public Described<NetworkSpec> read(String network, View view) {
        throw new UnsupportedOperationException(session.hostId() + " read");
    }

    @Override
    public Applied update(String network, Described<NetworkSpec> base, NetworkSpec wanted, Scope scope) {
        throw new UnsupportedOperationException(session.hostId() + " update");
    }

    @Override
    public NetworkInfo start(String network) {
        throw new UnsupportedOperationException(session.hostId() + " start");
    }

    @Override
    public NetworkInfo stop(String network) {
        throw new UnsupportedOperationException(session.hostId() + " stop");
    }

    @Override
    public void autostart(String network, boolean on) {
        throw new UnsupportedOperationException(session.hostId() + " autostart");
    }

    @Override
    public void remove(String network) {
        throw new UnsupportedOperationException(session.hostId() + " remove");
    }

    @Override
    public List<Lease> leases(String network) {
        throw new UnsupportedOperationException(session.hostId() + " leases");
    }
}
