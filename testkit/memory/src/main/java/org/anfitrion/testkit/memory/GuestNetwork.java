package org.anfitrion.testkit.memory;

import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.jspecify.annotations.Nullable;

/** A network as its host knows it. Used under the host's lock only. */
final class GuestNetwork {

    final String name;
    final UUID uuid;
    final Leases leases = new Leases();
    NetworkConfiguration config;
    /** There while the network is up. */
    @Nullable
    NetworkConfiguration live;

    GuestNetwork(NetworkConfiguration config) {
        this.name = config.spec().name();
        this.uuid = config.spec().uuid().orElseThrow();
        this.config = config;
    }

    boolean isActive() {
        return live != null;
    }

    /** Returns what the network is now: what is up, else what would be. */
    NetworkSpec spec() {
        return live == null ? config.spec() : live.spec();
    }

    Optional<String> bridge() {
        return spec().bridge();
    }

    NetworkInfo row() {
        return new NetworkInfo(
                name, Optional.of(uuid), isActive(), true, config.spec().autostart(), bridge());
    }

    /** Returns the network in words, for messages. */
    @Override
    public String toString() {
        return "network '" + name + "'";
    }
}
