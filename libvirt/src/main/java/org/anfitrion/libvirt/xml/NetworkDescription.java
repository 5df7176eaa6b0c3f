package org.anfitrion.libvirt.xml;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.network.Forward;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.libvirt.xml.network.BridgeElement;
import org.anfitrion.libvirt.xml.network.DnsDomainElement;
import org.anfitrion.libvirt.xml.network.ForwardElement;
import org.anfitrion.libvirt.xml.network.ForwardInterfaceElement;
import org.anfitrion.libvirt.xml.network.NetworkElement;
import org.anfitrion.spi.support.SecureXml;
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
        NetworkElement network = new NetworkElement();
        network.name = spec.name();
        network.uuid = spec.uuid().map(Object::toString).orElse(null);
        network.forward = forward(new ForwardElement(), spec);
        network.bridge = spec.bridge().map(NetworkDescription::bridge).orElse(null);
        network.domain = spec.domainName().map(NetworkDescription::domain).orElse(null);
        spec.subnets().forEach(subnet -> network.ips.add(NetworkAddresses.element(subnet)));
        return BoundDocument.printNew(network);
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
        NetworkElement network = BoundDocument.read(NetworkElement.class, WHAT, xml);
        Optional<String> bridge = Optional.ofNullable(network.bridge).map(element -> element.name);
        List<Subnet> subnets = NetworkAddresses.read(network);
        return new NetworkSpec(
                Objects.requireNonNullElse(network.name, ""),
                IdentityConcern.uuid(network.uuid),
                forward(network.forward, bridge.isPresent() && subnets.isEmpty()),
                bridge,
                Optional.ofNullable(network.domain).map(element -> element.name),
                subnets,
                autostart);
    }

    /** A mode {@code bridge} without a bridge shares an interface of the host: that is something else. */
    private static Forward forward(@Nullable ForwardElement forward, boolean onBridge) {
        if (forward == null) {
            return new Forward.Isolated();
        }
        String mode = Objects.requireNonNullElse(forward.mode, NAT);
        return switch (mode) {
            case "none" -> new Forward.Isolated();
            case NAT -> new Forward.Nat(device(forward));
            case ROUTE -> new Forward.Routed(device(forward));
            case BRIDGE -> onBridge ? new Forward.Bridge() : new Forward.Native(BRIDGE);
            default -> new Forward.Native(mode);
        };
    }

    private static Optional<String> device(ForwardElement forward) {
        return Optional.ofNullable(forward.dev).or(() -> forward.interfaces.stream()
                .map(element -> element.dev)
                .filter(Objects::nonNull)
                .findFirst());
    }

    private static @Nullable ForwardElement forward(ForwardElement element, NetworkSpec spec) {
        Forward forward = spec.forward();
        if (forward instanceof Forward.Isolated) {
            return null;
        }
        if (forward instanceof Forward.Native other) {
            throw new UnsupportedCapabilityException(Failure.to("describe", "network '" + spec.name() + "'")
                    .because("a forward of kind '" + other.kind() + "' can only be expressed in the native"
                            + " configuration"));
        }
        element.mode = mode(forward);
        element.dev = device(forward).orElse(null);
        return element;
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

    private static BridgeElement bridge(String name) {
        BridgeElement element = new BridgeElement();
        element.name = name;
        return element;
    }

    private static DnsDomainElement domain(String name) {
        DnsDomainElement element = new DnsDomainElement();
        element.name = name;
        return element;
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
        BoundDocument<NetworkElement> document = BoundDocument.parse(NetworkElement.class, WHAT, xml);
        NetworkElement network = document.root();
        List<String> changes = new ArrayList<>();
        if (!wanted.forward().equals(base.forward())) {
            changeForward(network, base, wanted);
            changes.add("forward: " + text(base.forward()) + " -> " + text(wanted.forward()));
        }
        if (wanted.bridge().isPresent() && !wanted.bridge().equals(base.bridge())) {
            network.bridge = Objects.requireNonNullElseGet(network.bridge, BridgeElement::new);
            network.bridge.name = wanted.bridge().get();
            changes.add("bridge: " + base.bridge().orElse("none") + " -> " + network.bridge.name);
        }
        if (!wanted.domainName().equals(base.domainName())) {
            changeDomain(network, wanted);
            changes.add("DNS domain: " + base.domainName().orElse("none") + " -> "
                    + wanted.domainName().orElse("none"));
        }
        changes.addAll(NetworkAddresses.change(network, base.subnets(), wanted.subnets()));
        return new Dialect.Edited(changes.isEmpty() ? xml : document.print(), changes);
    }

    private static void changeForward(NetworkElement network, NetworkSpec base, NetworkSpec wanted) {
        ForwardElement element = Objects.requireNonNullElseGet(network.forward, ForwardElement::new);
        network.forward = forward(element, wanted);
        if (!device(base.forward()).equals(device(wanted.forward()))) {
            element.interfaces.clear();
            device(wanted.forward()).ifPresent(name -> {
                ForwardInterfaceElement only = new ForwardInterfaceElement();
                only.dev = name;
                element.interfaces.add(only);
            });
        }
        if (!NAT.equals(element.mode)) {
            element.nat = null;
        }
    }

    private static void changeDomain(NetworkElement network, NetworkSpec wanted) {
        if (wanted.domainName().isEmpty()) {
            network.domain = null;
        } else {
            network.domain = Objects.requireNonNullElseGet(network.domain, DnsDomainElement::new);
            network.domain.name = wanted.domainName().get();
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
        return Stillness.of(SecureXml.parse(WHAT, xml));
    }

    static Optional<InetAddress> address(@Nullable String digits) {
        return digits != null && InetAddresses.isInetAddress(digits)
                ? Optional.of(InetAddresses.forString(digits))
                : Optional.empty();
    }
}
