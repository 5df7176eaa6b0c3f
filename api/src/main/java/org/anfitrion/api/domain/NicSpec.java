package org.anfitrion.api.domain;

import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.unit.MacAddress;

/**
 * A network card of a domain.
 *
 * <p>What is left open (address, model) the driver chooses as its users would expect, and says in the description read
 * back.
 *
 * @param source what it is connected to
 * @param mac its Ethernet address, unique in a domain; empty leaves it to the driver
 * @param model the card that the guest sees; empty leaves it to the driver
 * @param linkUp whether its cable is plugged in
 * @param bandwidth how fast it may send and receive; empty leaves it to the driver
 */
public record NicSpec(
        NicSource source,
        Optional<MacAddress> mac,
        Optional<NicModel> model,
        boolean linkUp,
        Optional<Bandwidth> bandwidth)
        implements DeviceSpec {

    /**
     * Checks that nothing is missing.
     *
     * @param source what it is connected to
     * @param mac its Ethernet address, unique in a domain; empty leaves it to the driver
     * @param model the card that the guest sees; empty leaves it to the driver
     * @param linkUp whether its cable is plugged in
     * @param bandwidth how fast it may send and receive; empty leaves it to the driver
     */
    public NicSpec {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(mac, "mac");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(bandwidth, "bandwidth");
    }

    /**
     * Describes a card on the backend's own network in user space.
     *
     * @return the description
     */
    public static NicSpec userMode() {
        return of(new NicSource.UserMode());
    }

    /**
     * Describes a card on a network that the backend manages.
     *
     * @param name the network's name on the host
     * @return the description
     * @throws org.anfitrion.api.error.InvalidSpecException if the name cannot be one
     */
    public static NicSpec network(String name) {
        return of(new NicSource.Network(name));
    }

    /**
     * Describes a card on a bridge that exists on the host.
     *
     * @param device the bridge's interface name on the host
     * @return the description
     * @throws org.anfitrion.api.error.InvalidSpecException if the name cannot be one
     */
    public static NicSpec bridge(String device) {
        return of(new NicSource.Bridge(device));
    }

    /**
     * Sets the address.
     *
     * @param address its Ethernet address, unique in a domain
     * @return a copy with it
     */
    public NicSpec mac(MacAddress address) {
        return new NicSpec(source, Optional.of(address), model, linkUp, bandwidth);
    }

    /**
     * Sets the address.
     *
     * @param address its Ethernet address, unique in a domain, such as {@code 52:54:00:12:34:56}
     * @return a copy with it
     * @throws org.anfitrion.api.error.InvalidSpecException if it is not one
     */
    public NicSpec mac(String address) {
        return mac(MacAddress.of(address));
    }

    /**
     * Sets the model.
     *
     * @param card the card that the guest sees
     * @return a copy with it
     */
    public NicSpec model(NicModel card) {
        return new NicSpec(source, mac, Optional.of(card), linkUp, bandwidth);
    }

    /**
     * Plugs its cable in or out.
     *
     * @param up whether it is plugged in
     * @return a copy with it
     */
    public NicSpec link(boolean up) {
        return new NicSpec(source, mac, model, up, bandwidth);
    }

    /**
     * Sets how fast it may send and receive.
     *
     * @param limit the limits; {@link Bandwidth#UNLIMITED} takes them away
     * @return a copy with them
     */
    public NicSpec bandwidth(Bandwidth limit) {
        return new NicSpec(source, mac, model, linkUp, Optional.of(limit));
    }

    /**
     * Describes a card.
     *
     * @param source what it is connected to
     * @return the description
     */
    public static NicSpec of(NicSource source) {
        return new NicSpec(source, Optional.empty(), Optional.empty(), true, Optional.empty());
    }

    /**
     * Describes a card whose cable ends nowhere.
     *
     * @return the description
     */
    public static NicSpec unconnected() {
        return of(new NicSource.Unconnected());
    }

    @Override
    public Optional<DeviceKey> key() {
        return mac.map(DeviceKey.Nic::new);
    }
}
