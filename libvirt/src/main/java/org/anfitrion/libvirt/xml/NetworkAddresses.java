package org.anfitrion.libvirt.xml;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.network.AddressRange;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.libvirt.xml.network.DhcpEntry;
import org.anfitrion.libvirt.xml.network.DhcpRange;
import org.anfitrion.libvirt.xml.network.IpDhcp;
import org.anfitrion.libvirt.xml.network.NetworkElement;
import org.anfitrion.libvirt.xml.network.NetworkIp;

/** The subnets of a network, and what DHCP gives out there. */
final class NetworkAddresses {

    private NetworkAddresses() {}

    static List<Subnet> read(NetworkElement network) {
        return network.ips().stream()
                .map(NetworkAddresses::subnet)
                .flatMap(Optional::stream)
                .toList();
    }

    /** What libvirt takes and a description does not, such as a host that is known by its name only, stays in the XML. */
    static Optional<Subnet> subnet(NetworkIp ip) {
        return Tolerant.value(NetworkDescription.address(ip.address()), gateway -> {
            IpDhcp dhcp = ip.dhcp().orElseGet(IpDhcp::new);
            return new Subnet(
                    gateway,
                    prefix(ip, gateway),
                    dhcp.ranges().stream()
                            .map(NetworkAddresses::range)
                            .flatMap(Optional::stream)
                            .toList(),
                    dhcp.hosts().stream()
                            .map(NetworkAddresses::host)
                            .flatMap(Optional::stream)
                            .toList());
        });
    }

    /** Without a prefix libvirt takes that of the address's class ({@code virSocketAddrGetIPPrefix}). */
    private static int prefix(NetworkIp ip, InetAddress gateway) {
        if (ip.prefix().isPresent()) {
            return Tolerant.number(ip.prefix(), 24, 1, 128);
        }
        if (gateway instanceof Inet6Address) {
            return 64;
        }
        Optional<InetAddress> mask = NetworkDescription.address(ip.netmask());
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

    static Optional<AddressRange> range(DhcpRange element) {
        Optional<InetAddress> last = NetworkDescription.address(element.end());
        return Tolerant.value(
                NetworkDescription.address(element.start()).filter(first -> last.isPresent()),
                first -> new AddressRange(first, last.get()));
    }

    static Optional<DhcpHost> host(DhcpEntry element) {
        Optional<InetAddress> address = NetworkDescription.address(element.ip());
        return Tolerant.value(
                element.mac().filter(mac -> address.isPresent()),
                mac -> new DhcpHost(mac, address.get(), element.name()));
    }

    static NetworkIp element(Subnet subnet) {
        NetworkIp ip = new NetworkIp()
                .setFamily(subnet.gateway() instanceof Inet6Address ? "ipv6" : null)
                .setAddress(subnet.gateway().getHostAddress())
                .setPrefix((long) subnet.prefix());
        changeDhcp(ip, new Subnet(subnet.gateway(), subnet.prefix(), List.of(), List.of()), subnet, new ArrayList<>());
        return ip;
    }

    static DhcpRange element(AddressRange range) {
        return new DhcpRange()
                .setStart(range.first().getHostAddress())
                .setEnd(range.last().getHostAddress());
    }

    static DhcpEntry element(DhcpHost host) {
        return write(new DhcpEntry(), host);
    }

    private static DhcpEntry write(DhcpEntry element, DhcpHost host) {
        return element.setMac(host.mac())
                .setIp(host.address().getHostAddress())
                .setName(host.hostName().orElse(null));
    }

    /** Makes the subnets those that are wanted, and returns a line for each change. Their order means nothing and stays. */
    static List<String> change(NetworkElement network, List<Subnet> base, List<Subnet> wanted) {
        List<String> changes = new ArrayList<>();
        if (base.equals(wanted)) {
            return changes;
        }
        List<NetworkIp> kept = new ArrayList<>();
        for (Subnet subnet : wanted) {
            Optional<NetworkIp> there = network.ips().stream()
                    .filter(ip -> !kept.contains(ip))
                    .filter(ip ->
                            subnet(ip).filter(present -> same(present, subnet)).isPresent())
                    .findFirst();
            if (there.isPresent()) {
                kept.add(there.get());
                changeDhcp(there.get(), subnet(there.get()).orElseThrow(), subnet, changes);
            } else {
                NetworkIp added = element(subnet);
                kept.add(added);
                changes.add("subnet " + text(subnet) + " added");
            }
        }
        for (NetworkIp ip : network.ips()) {
            Optional<Subnet> present = subnet(ip);
            if (present.isEmpty()) {
                kept.add(ip); // no description can have asked for it to go
            } else if (!kept.contains(ip)) {
                changes.add("subnet " + text(present.get()) + " removed");
            }
        }
        network.ips().clear();
        network.ips().addAll(kept);
        return changes;
    }

    static boolean same(Subnet one, Subnet other) {
        return one.gateway().equals(other.gateway()) && one.prefix() == other.prefix();
    }

    static String text(Subnet subnet) {
        return subnet.gateway().getHostAddress() + "/" + subnet.prefix();
    }

    private static void changeDhcp(NetworkIp ip, Subnet present, Subnet wanted, List<String> changes) {
        IpDhcp dhcp = ip.dhcp().orElseGet(IpDhcp::new);
        for (DhcpChange change : DhcpChange.between(present, wanted)) {
            change.apply(dhcp);
            changes.add(change.toString());
        }
        if (ip.dhcp().isEmpty() && !dhcp.elements().isEmpty()) {
            ip.setDhcp(dhcp);
        }
    }

    static Optional<DhcpEntry> find(IpDhcp dhcp, DhcpHost host) {
        return dhcp.hosts().stream()
                .filter(element -> host(element)
                        .filter(there -> there.mac().equals(host.mac()))
                        .isPresent())
                .findFirst();
    }

    static void rewrite(DhcpEntry element, DhcpHost host) {
        write(element, host);
    }
}
