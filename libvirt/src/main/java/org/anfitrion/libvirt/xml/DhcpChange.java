package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.network.AddressRange;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.libvirt.xml.element.Element;
import org.anfitrion.libvirt.xml.network.DhcpEntry;
import org.anfitrion.libvirt.xml.network.IpDhcp;
import org.anfitrion.libvirt.xml.network.NetworkElement;
import org.anfitrion.libvirt.xml.network.NetworkIp;

/**
 * One thing that changes in what DHCP gives out: in a configuration, or in a network that is up ({@code virNetworkUpdate}).
 *
 * @param command what happens to it
 * @param range the range that comes or goes; empty for a host
 * @param host the kept address that comes, goes or changes; empty for a range
 * @param before what a host that changes was
 */
public record DhcpChange(
        Command command, Optional<AddressRange> range, Optional<DhcpHost> host, Optional<DhcpHost> before) {

    /** What happens, with libvirt's number for it ({@code virNetworkUpdateCommand}). */
    public enum Command {
        /** It is another one now. */
        MODIFY(1),
        /** It goes. */
        DELETE(2),
        /** It comes. */
        ADD(3);

        private final int number;

        Command(int number) {
            this.number = number;
        }

        /**
         * Returns libvirt's number.
         *
         * @return a {@code virNetworkUpdateCommand}
         */
        public int number() {
            return number;
        }
    }

    private static final int SECTION_HOST = 4;
    private static final int SECTION_RANGE = 5;

    /**
     * Lists what changes, in an order in which no address is given twice meanwhile: what goes comes first.
     *
     * @param present what there is
     * @param wanted what there should be
     * @return the changes
     */
    public static List<DhcpChange> between(Subnet present, Subnet wanted) {
        List<DhcpChange> gone = new ArrayList<>();
        List<DhcpChange> changed = new ArrayList<>();
        List<DhcpChange> added = new ArrayList<>();
        for (AddressRange range : present.dhcpRanges()) {
            if (!wanted.dhcpRanges().contains(range)) {
                gone.add(of(Command.DELETE, range));
            }
        }
        for (AddressRange range : wanted.dhcpRanges()) {
            if (!present.dhcpRanges().contains(range)) {
                added.add(of(Command.ADD, range));
            }
        }
        for (DhcpHost host : present.dhcpHosts()) {
            if (wanted.dhcpHosts().stream().noneMatch(other -> other.mac().equals(host.mac()))) {
                gone.add(of(Command.DELETE, host, Optional.empty()));
            }
        }
        for (DhcpHost host : wanted.dhcpHosts()) {
            Optional<DhcpHost> there = present.dhcpHosts().stream()
                    .filter(other -> other.mac().equals(host.mac()))
                    .findFirst();
            if (there.isEmpty()) {
                added.add(of(Command.ADD, host, Optional.empty()));
            } else if (!there.get().equals(host)) {
                changed.add(of(Command.MODIFY, host, there));
            }
        }
        List<DhcpChange> all = new ArrayList<>(gone);
        all.addAll(changed);
        all.addAll(added);
        return all;
    }

    private static DhcpChange of(Command command, AddressRange range) {
        return new DhcpChange(command, Optional.of(range), Optional.empty(), Optional.empty());
    }

    private static DhcpChange of(Command command, DhcpHost host, Optional<DhcpHost> before) {
        return new DhcpChange(command, Optional.empty(), Optional.of(host), before);
    }

    /**
     * Finds the place of a subnet in a network.
     *
     * @param xml network XML
     * @param subnet which
     * @return its number among the addresses; -1 if it is not there
     */
    public static int place(String xml, Subnet subnet) {
        List<NetworkIp> ips = LibvirtXml.parse(NetworkElement::new, NetworkDescription.WHAT, xml)
                .ips();
        for (int place = 0; place < ips.size(); place++) {
            if (NetworkAddresses.subnet(ips.get(place))
                    .filter(there -> NetworkAddresses.same(there, subnet))
                    .isPresent()) {
                return place;
            }
        }
        return -1;
    }

    /**
     * Names what cannot change while a network is up.
     *
     * @param base its description
     * @param wanted the description that it should have
     * @return the parts for people; empty if all that differs is what DHCP gives out
     */
    public static List<String> beyond(NetworkSpec base, NetworkSpec wanted) {
        List<String> parts = new ArrayList<>();
        if (!wanted.forward().equals(base.forward())) {
            parts.add("forward");
        }
        if (wanted.bridge().isPresent() && !wanted.bridge().equals(base.bridge())) {
            parts.add("bridge");
        }
        if (!wanted.domainName().equals(base.domainName())) {
            parts.add("DNS domain");
        }
        boolean subnets = wanted.subnets().size() != base.subnets().size();
        for (int i = 0; !subnets && i < base.subnets().size(); i++) {
            subnets = !NetworkAddresses.same(
                    base.subnets().get(i), wanted.subnets().get(i));
        }
        if (subnets) {
            parts.add("subnets");
        }
        if (wanted.autostart() != base.autostart()) {
            parts.add("autostart");
        }
        return parts;
    }

    /**
     * Returns the change that takes this one back.
     *
     * @return the opposite
     */
    public DhcpChange undone() {
        return switch (command) {
            case ADD -> new DhcpChange(Command.DELETE, range, host, Optional.empty());
            case DELETE -> new DhcpChange(Command.ADD, range, host, Optional.empty());
            case MODIFY -> new DhcpChange(Command.MODIFY, range, before, host);
        };
    }

    /**
     * Returns where it belongs.
     *
     * @return a {@code virNetworkUpdateSection}
     */
    public int section() {
        return range.isPresent() ? SECTION_RANGE : SECTION_HOST;
    }

    /**
     * Writes the element that comes, goes or changes.
     *
     * @return its XML
     */
    public String xml() {
        return OwnXml.print(range.<Element>map(NetworkAddresses::element)
                .orElseGet(() -> NetworkAddresses.element(host.orElseThrow())));
    }

    void apply(IpDhcp dhcp) {
        range.ifPresent(it -> {
            if (command == Command.ADD) {
                dhcp.ranges().add(NetworkAddresses.element(it));
            } else {
                dhcp.ranges()
                        .removeIf(element -> NetworkAddresses.range(element).equals(range));
            }
        });
        host.ifPresent(it -> {
            Optional<DhcpEntry> there = NetworkAddresses.find(dhcp, it);
            if (there.isEmpty()) {
                dhcp.hosts().add(NetworkAddresses.element(it));
            } else if (command == Command.DELETE) {
                dhcp.remove(there.get());
            } else {
                NetworkAddresses.rewrite(there.get(), it);
            }
        });
    }

    @Override
    public String toString() {
        String what = range.map(it -> "DHCP range " + it.first().getHostAddress() + " to "
                        + it.last().getHostAddress())
                .orElseGet(() -> "address kept for " + host.orElseThrow().mac());
        return what
                + switch (command) {
                    case ADD -> host.map(it -> " added: " + address(it)).orElse(" added");
                    case DELETE -> " removed";
                    case MODIFY ->
                        ": " + before.map(DhcpChange::address).orElse("") + " -> "
                                + host.map(DhcpChange::address).orElse("");
                };
    }

    private static String address(DhcpHost host) {
        return host.address().getHostAddress()
                + host.hostName().map(name -> " for " + name).orElse("");
    }
}
