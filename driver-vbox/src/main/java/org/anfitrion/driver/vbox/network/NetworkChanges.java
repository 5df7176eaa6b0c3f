package org.anfitrion.driver.vbox.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.network.AddressRange;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.api.unit.MacAddress;

/**
 * What has to be told VirtualBox to make one description the other: arguments of {@code natnetwork modify}, of the {@code
 * dhcpserver}, and the changes in words.
 */
final class NetworkChanges {

    final List<String> nat = new ArrayList<>();
    final List<String> dhcp = new ArrayList<>();
    final List<String> words = new ArrayList<>();
    boolean addsServer;

    private final VboxNetwork network;
    private final NetworkSpec wanted;
    private final Failure attempt;

    private NetworkChanges(VboxNetwork network, NetworkSpec wanted, Failure attempt) {
        this.network = network;
        this.wanted = wanted;
        this.attempt = attempt;
    }

    static NetworkChanges between(VboxNetwork network, NetworkSpec wanted, Scope scope, Failure attempt) {
        NetworkChanges changes = new NetworkChanges(network, wanted, attempt);
        NetworkSpec present = network.spec();
        if (!present.equals(wanted)) {
            changes.check(present);
            changes.compare(present);
            if (scope == Scope.LIVE && !changes.nat.isEmpty()) {
                throw NetworkDemands.unsupported(
                        attempt, "of a network that is up, VirtualBox can change what its DHCP server gives out");
            }
        }
        return changes;
    }

    private void check(NetworkSpec present) {
        if (!wanted.name().equals(present.name())) {
            throw new InvalidSpecException(attempt.because("an update does not change the name"));
        }
        if (!wanted.forward().equals(present.forward()) || !wanted.bridge().equals(present.bridge())) {
            throw NetworkDemands.unsupported(attempt, "VirtualBox does not make a network of one kind another's");
        }
        NetworkDemands.check(wanted, network.kind(), attempt);
    }

    private void compare(NetworkSpec present) {
        if (network.kind() == NetworkKind.HOST_ONLY) {
            throw NetworkDemands.unsupported(attempt, "this driver does not change host-only interfaces");
        }
        Subnet subnet = wanted.subnets().get(0);
        Optional<Subnet> before = present.subnets().stream().findFirst();
        boolean moved = before.filter(old -> old.gateway().equals(subnet.gateway()) && old.prefix() == subnet.prefix())
                .isEmpty();
        if (moved) {
            words.add("addresses: " + subnet.gateway().getHostAddress() + "/" + subnet.prefix());
            if (network.kind() == NetworkKind.NAT) {
                nat.addAll(List.of(
                        "--network", Masks.address(Masks.network(subnet)).getHostAddress() + "/" + subnet.prefix()));
            }
        }
        compareServers(present, subnet, before, moved);
        if (present.autostart() != wanted.autostart()) {
            words.add("autostart: " + (wanted.autostart() ? "on" : "off"));
            // First: what follows a card's address is for that card.
            (network.kind() == NetworkKind.NAT ? nat : dhcp).add(0, wanted.autostart() ? "--enable" : "--disable");
        }
    }

    private void compareServers(NetworkSpec present, Subnet subnet, Optional<Subnet> before, boolean moved) {
        Optional<AddressRange> range = NetworkDemands.range(subnet, attempt);
        if (range.isEmpty()) {
            if (network.isServing()) {
                words.add("DHCP: off");
                nat.addAll(List.of("--dhcp", "off"));
            }
            return;
        }
        if (!network.isServing()) {
            words.add("DHCP: on");
            nat.addAll(List.of("--dhcp", "on"));
            addsServer = network.dhcp().isEmpty();
            dhcp.addAll(DhcpArguments.whole(wanted, network.kind(), true, attempt));
            return;
        }
        List<AddressRange> old = before.map(Subnet::dhcpRanges).orElse(List.of());
        if (moved || !old.equals(subnet.dhcpRanges())) {
            words.add("DHCP: from " + range.get().first().getHostAddress() + " to "
                    + range.get().last().getHostAddress());
            dhcp.addAll(DhcpArguments.addresses(subnet, range.get(), network.kind(), attempt));
        }
        List<String> domain = DhcpArguments.domain(present.domainName(), wanted.domainName());
        if (!domain.isEmpty()) {
            words.add("DNS domain: " + wanted.domainName().orElse("none"));
            dhcp.addAll(domain);
        }
        compareHosts(before.map(Subnet::dhcpHosts).orElse(List.of()), subnet.dhcpHosts());
    }

    private void compareHosts(List<DhcpHost> before, List<DhcpHost> hosts) {
        Map<MacAddress, DhcpHost> old =
                before.stream().collect(Collectors.toMap(DhcpHost::mac, Function.identity(), (one, other) -> one));
        List<MacAddress> kept = hosts.stream().map(DhcpHost::mac).toList();
        before.stream().filter(host -> !kept.contains(host.mac())).forEach(host -> {
            words.add("kept address of " + host.mac().text() + ": none");
            dhcp.addAll(DhcpArguments.forget(host));
        });
        hosts.stream().filter(host -> !host.equals(old.get(host.mac()))).forEach(host -> {
            words.add("kept address of " + host.mac().text() + ": "
                    + host.address().getHostAddress());
            dhcp.addAll(DhcpArguments.keep(host, Optional.ofNullable(old.get(host.mac()))));
        });
    }
}
