package org.anfitrion.driver.vbox.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.network.AddressRange;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;

/**
 * Arguments of {@code VBoxManage dhcpserver}. What stands before the first {@code --mac-address} is for the whole network, what
 * stands after one is for that card. Values are arguments of their own: then they may begin with a dash.
 */
final class DhcpArguments {

    private DhcpArguments() {}

    /** A server as it is wanted. */
    static List<String> whole(NetworkSpec spec, NetworkKind kind, boolean enabled, Failure attempt) {
        Subnet subnet = spec.subnets().get(0);
        AddressRange range = NetworkDemands.range(subnet, attempt).orElseThrow();
        List<String> arguments = new ArrayList<>(addresses(subnet, range, kind, attempt));
        arguments.add(enabled ? "--enable" : "--disable");
        arguments.addAll(domain(Optional.empty(), spec.domainName()));
        subnet.dhcpHosts().forEach(host -> arguments.addAll(keep(host, Optional.empty())));
        return arguments;
    }

    static List<String> addresses(Subnet subnet, AddressRange range, NetworkKind kind, Failure attempt) {
        return List.of(
                "--server-ip",
                NetworkDemands.server(subnet, range, kind, attempt).getHostAddress(),
                "--netmask",
                Masks.mask(subnet.prefix()),
                "--lower-ip",
                range.first().getHostAddress(),
                "--upper-ip",
                range.last().getHostAddress());
    }

    static List<String> domain(Optional<String> before, Optional<String> wanted) {
        if (before.equals(wanted)) {
            return List.of();
        }
        return wanted.map(domain -> List.of("--set-opt", VboxNetwork.DOMAIN_NAME, domain))
                .orElseGet(() -> List.of("--del-opt", VboxNetwork.DOMAIN_NAME));
    }

    static List<String> keep(DhcpHost host, Optional<DhcpHost> before) {
        List<String> arguments = new ArrayList<>(List.of(
                "--mac-address",
                host.mac().text(),
                "--fixed-address",
                host.address().getHostAddress()));
        host.hostName()
                .ifPresentOrElse(
                        name -> arguments.addAll(List.of("--set-opt", VboxNetwork.HOST_NAME, name)),
                        () -> before.flatMap(DhcpHost::hostName)
                                .ifPresent(name -> arguments.addAll(List.of("--del-opt", VboxNetwork.HOST_NAME))));
        return arguments;
    }

    static List<String> forget(DhcpHost host) {
        return List.of("--mac-address", host.mac().text(), "--remove-config");
    }
}
