package org.anfitrion.libvirt.xml;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.network.Forward;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.libvirt.xml.network.NetworkBridge;
import org.anfitrion.libvirt.xml.network.NetworkDomain;
import org.anfitrion.libvirt.xml.network.NetworkElement;
import org.anfitrion.libvirt.xml.network.NetworkForward;
import org.jspecify.annotations.Nullable;

/** Networks in libvirt's network XML, in both directions. Stateless and thread-safe. */
public final class NetworkDescription {

    static final String WHAT = "network XML";

    private static final String ISOLATED = "isolated";
    private static final String NAT = "nat";
    private static final String ROUTE = "route";
    private static final String BRIDGE = "bridge";

    private NetworkDescription() {}

    /**
     * Writes a new network.
     *
     * @param spec what it should be
     * @return network XML to define
     * @throws UnsupportedCapabilityException if the description cannot express what it names
     */
    public static String write(NetworkSpec spec) {
        NetworkElement network = new NetworkElement()
                .setName(spec.name())
                .setUuid(spec.uuid().orElse(null))
                .setForward(forward(new NetworkForward(), spec));
        spec.bridge().ifPresent(name -> network.bridgeOrNew().setName(name));
        spec.domainName().ifPresent(name -> network.domainOrNew().setName(name));
        spec.subnets().forEach(subnet -> network.ips().add(NetworkAddresses.element(subnet)));
        return OwnXml.print(network);
    }

    /**
     * Reads a network.
     *
     * @param xml network XML
     * @param autostart whether it starts with the host, which the XML does not say
     * @return the description
     * @throws InvalidSpecException if it is not network XML
     */
    public static NetworkSpec read(String xml, boolean autostart) {
        NetworkElement network = LibvirtXml.parse(NetworkElement::new, WHAT, xml);
        Optional<String> bridge = network.bridge().flatMap(NetworkBridge::name);
        List<Subnet> subnets = NetworkAddresses.read(network);
        return new NetworkSpec(
                network.name().orElse(""),
                IdentityConcern.uuid(network.uuid()),
                forward(network.forward(), bridge.isPresent() && subnets.isEmpty()),
                bridge,
                network.domain().flatMap(NetworkDomain::name),
                subnets,
                autostart);
    }

    /** A mode {@code bridge} without a bridge shares an interface of the host: that is something else. */
    private static Forward forward(Optional<NetworkForward> forward, boolean onBridge) {
        if (forward.isEmpty()) {
            return new Forward.Isolated();
        }
        String mode = mode(forward.get());
        return switch (mode) {
            case "none" -> new Forward.Isolated();
            case NAT -> new Forward.Nat(device(forward.get()));
            case ROUTE -> new Forward.Routed(device(forward.get()));
            case BRIDGE -> onBridge ? new Forward.Bridge() : new Forward.Native(BRIDGE);
            default -> new Forward.Native(mode);
        };
    }

    private static String mode(NetworkForward forward) {
        return forward.mode().map(NetworkForward.Mode::text).orElse(NAT);
    }

    private static Optional<String> device(NetworkForward forward) {
        return forward.dev().or(() -> forward.interfaces().stream()
                .flatMap(element -> element.dev().stream())
                .findFirst());
    }

    private static @Nullable NetworkForward forward(NetworkForward element, NetworkSpec spec) {
        Forward forward = spec.forward();
        if (forward instanceof Forward.Isolated) {
            return null;
        }
        if (forward instanceof Forward.Native other) {
            throw new UnsupportedCapabilityException(Failure.to("describe", "network '" + spec.name() + "'")
                    .because("a forward of kind '" + other.kind() + "' can only be expressed in the native"
                            + " configuration"));
        }
        return element.setMode(new NetworkForward.Mode(mode(forward)))
                .setDev(device(forward).orElse(null));
    }

    private static String mode(Forward forward) {
        if (forward instanceof Forward.Nat) {
            return NAT;
        }
        if (forward instanceof Forward.Routed) {
            return ROUTE;
        }
        if (forward instanceof Forward.Bridge) {
            return BRIDGE;
        }
        return forward instanceof Forward.Native other ? other.kind() : ISOLATED;
    }

    private static Optional<String> device(Forward forward) {
        if (forward instanceof Forward.Nat nat) {
            return nat.device();
        }
        return forward instanceof Forward.Routed routed ? routed.device() : Optional.empty();
    }

    /**
     * Changes a network's configuration by the difference between two descriptions.
     *
     * @param xml the configuration as it is
     * @param base its description
     * @param wanted the description that it should have; what it leaves open stays
     * @return the configuration with the difference applied and everything else as it was
     */
    public static Dialect.Edited edit(String xml, NetworkSpec base, NetworkSpec wanted) {
        NetworkElement network = LibvirtXml.parse(NetworkElement::new, WHAT, xml);
        List<String> changes = new ArrayList<>();
        if (!wanted.forward().equals(base.forward())) {
            changeForward(network, base, wanted);
            changes.add("forward: " + text(base.forward()) + " -> " + text(wanted.forward()));
        }
        if (wanted.bridge().isPresent() && !wanted.bridge().equals(base.bridge())) {
            String bridge = wanted.bridge().get();
            network.bridgeOrNew().setName(bridge);
            changes.add("bridge: " + base.bridge().orElse("none") + " -> " + bridge);
        }
        if (!wanted.domainName().equals(base.domainName())) {
            changeDomain(network, wanted);
            changes.add("DNS domain: " + base.domainName().orElse("none") + " -> "
                    + wanted.domainName().orElse("none"));
        }
        changes.addAll(NetworkAddresses.change(network, base.subnets(), wanted.subnets()));
        return new Dialect.Edited(changes.isEmpty() ? xml : OwnXml.print(network, xml), changes);
    }

    private static void changeForward(NetworkElement network, NetworkSpec base, NetworkSpec wanted) {
        NetworkForward element = network.forward().orElseGet(NetworkForward::new);
        network.setForward(forward(element, wanted));
        if (!device(base.forward()).equals(device(wanted.forward()))) {
            element.interfaces().clear();
            device(wanted.forward()).ifPresent(name -> element.addInterface().setDev(name));
        }
        if (!mode(element).equals(NAT)) {
            element.setNat(null);
        }
    }

    private static void changeDomain(NetworkElement network, NetworkSpec wanted) {
        if (wanted.domainName().isEmpty()) {
            network.setDomain(null);
        } else {
            network.domainOrNew().setName(wanted.domainName().get());
        }
    }

    private static String text(Forward forward) {
        return mode(forward) + device(forward).map(name -> " by " + name).orElse("");
    }

    /**
     * Removes from network XML what changes without anybody changing the configuration: how many guests are on it. Equal
     * results mean that nobody changed anything.
     *
     * @param xml a configuration, or what is up
     * @return what can be compared; not necessarily XML
     */
    public static String comparable(String xml) {
        return Stillness.of(LibvirtXml.parse(NetworkElement::new, WHAT, xml));
    }

    static Optional<InetAddress> address(Optional<String> digits) {
        return digits.filter(InetAddresses::isInetAddress).map(InetAddresses::forString);
    }
}
