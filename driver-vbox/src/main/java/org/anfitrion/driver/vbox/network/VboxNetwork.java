package org.anfitrion.driver.vbox.network;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.network.AddressRange;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.Forward;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.driver.vbox.settings.SettingsElement;

/**
 * A network as VirtualBox has it at one moment. Immutable.
 *
 * @param name its name
 * @param kind what VirtualBox calls it
 * @param nat the element {@code NATNetwork} of the registry, of a NAT network
 * @param dhcp the element {@code DHCPServer}, if it has one
 * @param host the host's interface, of a host-only network
 */
record VboxNetwork(
        String name,
        NetworkKind kind,
        Optional<SettingsElement> nat,
        Optional<SettingsElement> dhcp,
        Optional<HostInterface> host) {

    /** The option of RFC 2132 that is the domain's name. */
    static final String DOMAIN_NAME = "15";

    /** The one that is the host's. */
    static final String HOST_NAME = "12";

    boolean isActive() {
        return switch (kind) {
            case NAT -> nat.filter(element -> element.is("enabled")).isPresent();
            case INTERNAL -> dhcp.filter(element -> element.is("enabled")).isPresent();
            case HOST_ONLY -> host.filter(HostInterface::isUp).isPresent();
        };
    }

    /** An enabled network is there as soon as the host is: VirtualBox knows no other difference. */
    NetworkInfo row() {
        return new NetworkInfo(name, Optional.empty(), isActive(), true, isActive(), host.map(HostInterface::name));
    }

    /** Tells whether it gives out addresses while it is up. */
    boolean isServing() {
        return switch (kind) {
            case NAT ->
                nat.filter(element -> element.is("needDhcp")).isPresent()
                        && dhcp.filter(element -> element.is("enabled")).isPresent();
            case INTERNAL -> true;
            case HOST_ONLY -> dhcp.filter(element -> element.is("enabled")).isPresent();
        };
    }

    NetworkSpec spec() {
        Forward forward = kind == NetworkKind.NAT ? new Forward.Nat(Optional.empty()) : new Forward.Isolated();
        return new NetworkSpec(
                name,
                Optional.empty(),
                forward,
                host.map(HostInterface::name),
                isServing() ? dhcp.flatMap(server -> option(server, DOMAIN_NAME)) : Optional.empty(),
                addresses().map(this::subnet).stream().toList(),
                isActive());
    }

    /** The host's address and the length of the network's part. */
    private Optional<Subnet> addresses() {
        return switch (kind) {
            case NAT -> nat.flatMap(element -> element.attribute("network")).flatMap(VboxNetwork::behind);
            case INTERNAL ->
                dhcp.flatMap(server -> subnet(
                        server.attribute("IPAddress").orElse(""),
                        server.attribute("networkMask").orElse("")));
            case HOST_ONLY -> host.flatMap(card -> subnet(card.address(), card.mask()));
        };
    }

    /** VirtualBox's gateway is the first address of the network: {@code NATNetwork::i_recalculateIpv4AddressAssignments}. */
    private static Optional<Subnet> behind(String network) {
        if (!network.matches("[0-9.]+/[0-9]{1,2}")) {
            return Optional.empty();
        }
        Subnet whole = Subnet.of(network);
        return Optional.of(new Subnet(Masks.address(Masks.network(whole) + 1), whole.prefix(), List.of(), List.of()));
    }

    private static Optional<Subnet> subnet(String address, String mask) {
        if (!InetAddresses.isInetAddress(address) || address.equals("0.0.0.0")) {
            return Optional.empty();
        }
        return Masks.prefix(mask)
                .filter(prefix -> prefix > 0)
                .map(prefix -> new Subnet(InetAddresses.forString(address), prefix, List.of(), List.of()));
    }

    private Subnet subnet(Subnet addresses) {
        if (!isServing() || dhcp.isEmpty()) {
            return addresses;
        }
        SettingsElement server = dhcp.get();
        Stream<AddressRange> range = Stream.of("lowerIP", "upperIP").allMatch(end -> server.attribute(end)
                        .filter(InetAddresses::isInetAddress)
                        .filter(address -> addresses.contains(InetAddresses.forString(address)))
                        .isPresent())
                ? Stream.of(AddressRange.of(
                        server.attribute("lowerIP").orElseThrow(),
                        server.attribute("upperIP").orElseThrow()))
                : Stream.empty();
        List<DhcpHost> hosts = server.children("Config").stream()
                .flatMap(config -> kept(config, addresses).stream())
                .toList();
        return new Subnet(addresses.gateway(), addresses.prefix(), range.toList(), hosts);
    }

    private static Optional<DhcpHost> kept(SettingsElement config, Subnet addresses) {
        Optional<InetAddress> fixed = config.attribute("fixedAddress")
                .filter(InetAddresses::isInetAddress)
                .map(InetAddresses::forString)
                .filter(addresses::contains);
        return config.attribute("MACAddress")
                .filter(mac -> mac.matches("([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}"))
                .flatMap(mac ->
                        fixed.map(address -> new DhcpHost(MacAddress.of(mac), address, option(config, HOST_NAME))));
    }

    /** An option that is a word: what is more than that, only the native configuration can tell. */
    private static Optional<String> option(SettingsElement parent, String number) {
        return Stream.concat(parent.children("Option").stream(), parent.all("Options", "Option"))
                .filter(option -> option.attribute("name").equals(Optional.of(number)))
                .flatMap(option -> option.attribute("value").stream())
                .filter(value -> value.matches("[A-Za-z0-9._+-]+"))
                .findFirst();
    }

    Described<NetworkSpec> described(View view) {
        String text = Stream.concat(
                        Stream.concat(nat.stream(), dhcp.stream()).map(SettingsElement::xml),
                        host.stream().map(card -> card.values().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(entry -> entry.getKey() + ": " + entry.getValue())
                                .collect(Collectors.joining("\n"))))
                .collect(Collectors.joining("\n"));
        String revision =
                UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
        return new Described<>(view, spec(), text, revision);
    }
}
