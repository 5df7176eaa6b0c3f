package org.anfitrion.api.network;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * A network that the host makes for its guests. Immutable.
 *
 * @param name its name, unique on the host: its identity
 * @param uuid its UUID; empty leaves it to the backend
 * @param forward how it reaches others
 * @param bridge the host's interface for it; empty leaves the name to the backend. For {@link Forward.Bridge} the
 * bridge that exists
 * @param domainName the DNS domain of its guests
 * @param subnets its addresses; empty for a bridge
 * @param autostart whether it starts with the host
 */
public record NetworkSpec(
        String name,
        Optional<UUID> uuid,
        Forward forward,
        Optional<String> bridge,
        Optional<String> domainName,
        List<Subnet> subnets,
        boolean autostart) {

    /**
     * Creates the description.
     *
     * @param name its name, unique on the host: its identity
     * @param uuid its UUID; empty leaves it to the backend
     * @param forward how it reaches others
     * @param bridge the host's interface for it; empty leaves the name to the backend. For {@link Forward.Bridge} the
     * bridge that exists
     * @param domainName the DNS domain of its guests
     * @param subnets its addresses; empty for a bridge
     * @param autostart whether it starts with the host
     * @throws InvalidSpecException if a name cannot be one, or a bridged network has addresses or no bridge
     */
    public NetworkSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(forward, "forward");
        Objects.requireNonNull(bridge, "bridge");
        Objects.requireNonNull(domainName, "domainName");
        subnets = List.copyOf(subnets);
        Text.name("network name", name);
        bridge.ifPresent(device -> Text.token("bridge", device));
        domainName.ifPresent(domain -> Text.token("DNS domain", domain));
        if (forward instanceof Forward.Bridge && (bridge.isEmpty() || !subnets.isEmpty())) {
            throw InvalidSpecException.of(
                    "network", name, "a bridged network names its bridge, and has no addresses of its own");
        }
    }

    /**
     * Sets the UUID.
     *
     * @param value its UUID; empty leaves it to the backend
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public NetworkSpec uuid(UUID value) {
        return new NetworkSpec(name, Optional.of(value), forward, bridge, domainName, subnets, autostart);
    }

    /**
     * Sets the host's interface.
     *
     * @param value the host's interface for it; empty leaves the name to the backend. For {@link Forward.Bridge} the
     * bridge that exists
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public NetworkSpec bridge(String value) {
        return new NetworkSpec(name, uuid, forward, Optional.of(value), domainName, subnets, autostart);
    }

    /**
     * Sets the DNS domain of its guests.
     *
     * @param value the DNS domain of its guests
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public NetworkSpec domainName(String value) {
        return new NetworkSpec(name, uuid, forward, bridge, Optional.of(value), subnets, autostart);
    }

    /**
     * Sets its addresses.
     *
     * @param value its addresses; empty for a bridge
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public NetworkSpec subnets(List<Subnet> value) {
        return new NetworkSpec(name, uuid, forward, bridge, domainName, value, autostart);
    }

    /**
     * Sets whether it starts with the host.
     *
     * @param value whether it starts with the host
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public NetworkSpec autostart(boolean value) {
        return new NetworkSpec(name, uuid, forward, bridge, domainName, subnets, value);
    }

    /**
     * Describes a network behind the host's address.
     *
     * @param name its name, unique on the host
     * @param subnet its addresses
     * @return the description
     * @throws InvalidSpecException if the name cannot be one
     */
    public static NetworkSpec nat(String name, Subnet subnet) {
        return of(name, new Forward.Nat(Optional.empty()), List.of(subnet));
    }

    /**
     * Describes a network that the host routes.
     *
     * @param name its name, unique on the host
     * @param subnet its addresses
     * @return the description
     * @throws InvalidSpecException if the name cannot be one
     */
    public static NetworkSpec routed(String name, Subnet subnet) {
        return of(name, new Forward.Routed(Optional.empty()), List.of(subnet));
    }

    /**
     * Describes a network that reaches nothing but the host.
     *
     * @param name its name, unique on the host
     * @param subnets its addresses; none makes a bare segment
     * @return the description
     * @throws InvalidSpecException if the name cannot be one
     */
    public static NetworkSpec isolated(String name, Subnet... subnets) {
        return of(name, new Forward.Isolated(), List.of(subnets));
    }

    /**
     * Describes a bridge that exists on the host.
     *
     * @param name its name, unique on the host
     * @param device the bridge's interface
     * @return the description
     * @throws InvalidSpecException if a name cannot be one
     */
    public static NetworkSpec bridged(String name, String device) {
        return new NetworkSpec(
                name, Optional.empty(), new Forward.Bridge(), Optional.of(device), Optional.empty(), List.of(), false);
    }

    private static NetworkSpec of(String name, Forward forward, List<Subnet> subnets) {
        return new NetworkSpec(name, Optional.empty(), forward, Optional.empty(), Optional.empty(), subnets, false);
    }
}
