package org.anfitrion.driver.vbox.network;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.network.AddressRange;
import org.anfitrion.api.network.Forward;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;

/** What VirtualBox cannot give a network is refused before anything is sent. */
final class NetworkDemands {

    static final String NO_BRIDGE =
            "VirtualBox has no network for a bridge: a card names the host's interface itself (NicSpec.bridge)";

    private NetworkDemands() {}

    static NetworkKind kind(NetworkSpec spec, Failure attempt) {
        if (spec.forward() instanceof Forward.Nat nat) {
            if (nat.device().isPresent()) {
                throw unsupported(attempt, "VirtualBox chooses the interface behind which a NAT network is");
            }
            return NetworkKind.NAT;
        } else if (spec.forward() instanceof Forward.Isolated) {
            return NetworkKind.INTERNAL;
        } else if (spec.forward() instanceof Forward.Bridge) {
            throw unsupported(attempt, NO_BRIDGE);
        }
        throw unsupported(attempt, "VirtualBox has NAT networks and internal ones, none with " + spec.forward());
    }

    /** Checks what is new; the kind is that of the network. */
    static void check(NetworkSpec spec, NetworkKind kind, Failure attempt) {
        if (spec.uuid().isPresent()) {
            throw unsupported(attempt, "VirtualBox's networks have no UUID");
        }
        if (spec.bridge().isPresent() && kind != NetworkKind.HOST_ONLY) {
            throw unsupported(attempt, "VirtualBox's NAT networks and internal networks have no interface on the host");
        }
        if (spec.name().startsWith(NetworkList.HOST_ONLY)) {
            throw new InvalidSpecException(
                    attempt.because("VirtualBox keeps names that begin with " + NetworkList.HOST_ONLY + " for itself"));
        }
        if (spec.subnets().size() != 1) {
            throw unsupported(
                    attempt,
                    "a network of VirtualBox has one subnet, not "
                            + spec.subnets().size());
        }
        Subnet subnet = spec.subnets().get(0);
        requireAddresses(subnet, kind, attempt);
        Optional<AddressRange> range = range(subnet, attempt);
        if (range.isEmpty() && kind == NetworkKind.INTERNAL) {
            throw unsupported(
                    attempt,
                    "VirtualBox knows an internal network by its DHCP server only: give the subnet a range; a network"
                            + " without is a name that machines have in common");
        }
        if (range.isEmpty() && spec.domainName().isPresent()) {
            throw unsupported(attempt, "a DNS domain is told by DHCP, and the network gives out no addresses");
        }
    }

    private static void requireAddresses(Subnet subnet, NetworkKind kind, Failure attempt) {
        if (!(subnet.gateway() instanceof Inet4Address)) {
            throw unsupported(attempt, "VirtualBox has no network with addresses of IPv6 alone");
        }
        if (subnet.prefix() > 29) {
            throw new InvalidSpecException(
                    attempt.because("a subnet of /" + subnet.prefix() + " is too small for VirtualBox, /29 is not"));
        }
        long gateway = Masks.network(subnet) + 1;
        if (kind == NetworkKind.NAT && Masks.number(subnet.gateway()) != gateway) {
            throw new InvalidSpecException(attempt.because("the host's address in a NAT network of VirtualBox is its"
                    + " first, here " + Masks.address(gateway).getHostAddress() + ", not "
                    + subnet.gateway().getHostAddress()));
        }
    }

    /** The one range that VirtualBox gives out; empty if nothing is given out. */
    static Optional<AddressRange> range(Subnet subnet, Failure attempt) {
        List<AddressRange> ranges = subnet.dhcpRanges();
        if (ranges.size() > 1) {
            throw unsupported(attempt, "VirtualBox's DHCP server has one range, not " + ranges.size());
        }
        if (ranges.isEmpty() && !subnet.dhcpHosts().isEmpty()) {
            throw unsupported(attempt, "VirtualBox keeps addresses only in a network with a range that it gives out");
        }
        return ranges.stream().findFirst();
    }

    /** The address of the DHCP server: the host's own, where VirtualBox's gateway does not have it. */
    static Inet4Address server(Subnet subnet, AddressRange range, NetworkKind kind, Failure attempt) {
        if (kind != NetworkKind.NAT) {
            return Masks.address(Masks.number(subnet.gateway()));
        }
        return Masks.free(subnet, range)
                .orElseThrow(() -> new InvalidSpecException(attempt.because(
                        "VirtualBox's DHCP server needs an address of its own, and the range leaves none")));
    }

    static UnsupportedCapabilityException unsupported(Failure attempt, String reason) {
        return new UnsupportedCapabilityException(attempt.because(reason));
    }
}
