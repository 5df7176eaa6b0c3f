package org.anfitrion.libvirt.xml;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.network.AddressRange;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.libvirt.xml.network.DhcpElement;
import org.anfitrion.libvirt.xml.network.DhcpHostElement;
import org.anfitrion.libvirt.xml.network.DhcpRangeElement;
import org.anfitrion.libvirt.xml.network.IpElement;
import org.anfitrion.libvirt.xml.network.NetworkElement;
import org.jspecify.annotations.Nullable;

/** The subnets of a network, and what DHCP gives out there. */
final class NetworkAddresses {

    private NetworkAddresses() {}

    static List<Subnet> read(NetworkElement network) {
        return network.ips.stream()
                .map(NetworkAddresses::subnet)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What libvirt takes and a description does not, such as a host that is known by its name only, stays in the XML. */
    static Optional<Subnet> subnet(IpElement ip) {
        return NetworkDescription.address(ip.address).flatMap(gateway -> {
            DhcpElement dhcp = Objects.requireNonNullElseGet(ip.dhcp, DhcpElement::new);
            try {
                return Optional.of(new Subnet(
                        gateway,
                        prefix(ip, gateway),
                        dhcp.ranges.stream()
                                .map(NetworkAddresses::range)
                                .flatMap(Optional::stream)
                                .toList(),
                        dhcp.hosts.stream()
                                .map(NetworkAddresses::host)
                                .flatMap(Optional::stream)
                                .toList()));
            } catch (InvalidSpecException e) {
                return Optional.empty();
            }
        });
    }

    /** Without a prefix libvirt takes that of the address's class ({@code virSocketAddrGetIPPrefix}). */
    private static int prefix(IpElement ip, InetAddress gateway) {
        if (ip.prefix != null) {
            return Tolerant.number(ip.prefix, 24, 1, 128);
        }
        if (gateway instanceof Inet6Address) {
            return 64;
        }
        Optional<InetAddress> mask = NetworkDescription.address(ip.netmask);
        if (mask.isPresent()) {
            int bits = 0;
            for (byte part : mask.get().getAddress()) {
                bits += Integer.bitCount(Byte.toUnsignedInt(part));
            }
            return bits;
        }
        int first = Byte.toUnsignedInt(gateway.getAddress()[0]);
        return first < 128 ? 8 : first < 192 ? 16 : 24;
    }

    static Optional<AddressRange> range(DhcpRangeElement element) {
        Optional<InetAddress> last = NetworkDescription.address(element.end);
        return NetworkDescription.address(element.start)
                .filter(first -> last.isPresent())
                .flatMap(first -> Tolerant.value("", any -> new AddressRange(first, last.get())));
    }

    static Optional<DhcpHost> host(DhcpHostElement element) {
        Optional<InetAddress> address = NetworkDescription.address(element.ip);
        return Tolerant.value(element.mac, MacAddress::of)
                .filter(mac -> address.isPresent())
                .flatMap(mac ->
                        Tolerant.value("", any -> new DhcpHost(mac, address.get(), Optional.ofNullable(element.name))));
    }

    static IpElement element(Subnet subnet) {
        IpElement ip = new IpElement();
        ip.family = subnet.gateway() instanceof Inet6Address ? "ipv6" : null;
        ip.address = subnet.gateway().getHostAddress();
        ip.prefix = Integer.toString(subnet.prefix());
        changeDhcp(ip, new Subnet(subnet.gateway(), subnet.prefix(), List.of(), List.of()), subnet, new ArrayList<>());
        return ip;
    }

    static DhcpRangeElement element(AddressRange range) {
        DhcpRangeElement element = new DhcpRangeElement();
        element.start = range.first().getHostAddress();
        element.end = range.last().getHostAddress();
        return element;
    }

    static DhcpHostElement element(DhcpHost host) {
        return write(new DhcpHostElement(), host);
    }

    private static DhcpHostElement write(DhcpHostElement element, DhcpHost host) {
        element.mac = host.mac().text();
        element.ip = host.address().getHostAddress();
        element.name = host.hostName().orElse(null);
        return element;
    }

    /** Makes the subnets those that are wanted, and returns a line for each change. Their order means nothing and stays. */
    static List<String> change(NetworkElement network, List<Subnet> base, List<Subnet> wanted) {
        List<String> changes = new ArrayList<>();
        if (base.equals(wanted)) {
            return changes;
        }
        List<IpElement> kept = new ArrayList<>();
        for (Subnet subnet : wanted) {
            Optional<IpElement> there = network.ips.stream()
                    .filter(ip -> !kept.contains(ip))
                    .filter(ip ->
                            subnet(ip).filter(present -> same(present, subnet)).isPresent())
                    .findFirst();
            if (there.isPresent()) {
                kept.add(there.get());
                changeDhcp(there.get(), subnet(there.get()).orElseThrow(), subnet, changes);
            } else {
                IpElement added = element(subnet);
                kept.add(added);
                changes.add("subnet " + text(subnet) + " added");
            }
        }
        for (IpElement ip : network.ips) {
            Optional<Subnet> present = subnet(ip);
            if (present.isEmpty()) {
                kept.add(ip); // no description can have asked for it to go
            } else if (!kept.contains(ip)) {
                changes.add("subnet " + text(present.get()) + " removed");
            }
        }
        network.ips.clear();
        network.ips.addAll(kept);
        return changes;
    }

    static boolean same(Subnet one, Subnet other) {
        return one.gateway().equals(other.gateway()) && one.prefix() == other.prefix();
    }

    static String text(Subnet subnet) {
        return subnet.gateway().getHostAddress() + "/" + subnet.prefix();
    }

    private static void changeDhcp(IpElement ip, Subnet present, Subnet wanted, List<String> changes) {
        DhcpElement dhcp = Objects.requireNonNullElseGet(ip.dhcp, DhcpElement::new);
        for (DhcpChange change : DhcpChange.between(present, wanted)) {
            change.apply(dhcp);
            changes.add(change.toString());
        }
        boolean empty = dhcp.ranges.isEmpty() && dhcp.hosts.isEmpty();
        ip.dhcp = empty && ip.dhcp == null ? null : dhcp;
    }

    static @Nullable DhcpHostElement find(DhcpElement dhcp, DhcpHost host) {
        return dhcp.hosts.stream()
                .filter(element -> host(element)
                        .filter(there -> there.mac().equals(host.mac()))
                        .isPresent())
                .findFirst()
                .orElse(null);
    }

    static void rewrite(DhcpHostElement element, DhcpHost host) {
        write(element, host);
    }
}
