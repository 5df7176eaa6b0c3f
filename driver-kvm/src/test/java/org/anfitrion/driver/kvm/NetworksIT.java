package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Network;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.Forward;
import org.anfitrion.api.network.GuestAddress;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.Command;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Networks of a real libvirtd, and a real guest that gets its address there and answers on it. */
class NetworksIT {

    private static final Lab LAB = Lab.raised();
    private static final String CARD = "52:54:00:0a:2f:01";
    private static final Subnet SUBNET = Subnet.of("10.47.1.1/24").dhcp("10.47.1.100", "10.47.1.150");

    private final String name = "net-" + UUID.randomUUID();
    private final List<Network> networks = new ArrayList<>();
    private GuestHost guests;

    @BeforeEach
    void connect() {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        guests = GuestHost.at(LAB, LAB.daemon(), Path.of("/"));
    }

    @AfterEach
    void sweep() {
        guests.clear();
        for (Network network : networks) {
            try {
                if (network.info().active()) {
                    network.stop();
                }
                network.remove();
            } catch (NotFoundException e) {
                // the test removed it
            }
        }
        guests.close();
    }

    private Network define(NetworkSpec spec) {
        Network network = guests.host().networks().define(spec);
        networks.add(network);
        return network;
    }

    private Network up(NetworkSpec spec) {
        Network network = define(spec);
        network.start();
        return network;
    }

    @Test
    void aGuestGetsItsKeptAddressAndAnswersOnIt() {
        Network network = up(NetworkSpec.nat(name, SUBNET.host(DhcpHost.of(CARD, "10.47.1.42"))));
        Domain domain = guests.define(
                guests.guest(name).nic(NicSpec.network(name).mac(CARD)).build());
        Console console = guests.boot(domain);

        GuestAddress address = domain.awaitAddress(GuestHost.PATIENCE);

        assertEquals("10.47.1.42", address.address().getHostAddress());
        assertEquals(AddressSource.LEASE, address.source());
        assertEquals(24, address.prefix());
        assertEquals(CARD, address.mac().orElseThrow().text());
        Lease lease = network.leases().get(0);
        assertEquals(address.address(), lease.address());
        assertTrue(lease.expires().isPresent(), lease::toString);
        GuestHost.run(console, "(echo hel'lo' | nc -l -p 7777 >/dev/null) & sleep 1");
        assertTrue(fetch(address.address(), 7777).contains("hello"));
    }

    /** From where the daemon is: its network is not this machine's. */
    private static String fetch(InetAddress address, int port) {
        String script = "exec 3<>/dev/tcp/" + address.getHostAddress() + "/" + port + "; cat <&3";
        return Command.of(
                        LAB.daemonCommand().toString(),
                        "enter",
                        LAB.daemonFolder().toString(),
                        "timeout",
                        "60",
                        "bash",
                        "-c",
                        script)
                .run(Deadline.after(GuestHost.PATIENCE))
                .orThrow()
                .output();
    }

    @Test
    void aKeptAddressIsAddedChangedAndTakenAwayWhileTheNetworkIsUp() {
        Network network = up(NetworkSpec.isolated(name, SUBNET));
        Described<NetworkSpec> empty = network.describe(View.LIVE);
        NetworkSpec first = subnets(empty, SUBNET.host(DhcpHost.of(CARD, "10.47.1.43")));

        Applied added = network.update(empty, first, Scope.LIVE);

        assertEquals(List.of("address kept for " + CARD + " added: 10.47.1.43"), added.changes());
        assertEquals(Set.of(Scope.LIVE), added.scopes());
        Described<NetworkSpec> one = network.describe(View.LIVE);
        Subnet wider = Subnet.of("10.47.1.1/24").dhcp("10.47.1.100", "10.47.1.160");
        NetworkSpec second = subnets(one, wider.host(DhcpHost.of(CARD, "10.47.1.44")));
        network.update(one, second, Scope.LIVE);
        Described<NetworkSpec> two = network.describe(View.LIVE);
        assertEquals(second, two.spec());
        Domain domain = guests.define(
                guests.guest(name).nic(NicSpec.network(name).mac(CARD)).build());
        domain.start();
        assertEquals(
                "10.47.1.44", domain.awaitAddress(GuestHost.PATIENCE).address().getHostAddress());
        network.update(two, subnets(two, SUBNET), Scope.LIVE);
        assertEquals(List.of(SUBNET), network.describe(View.LIVE).spec().subnets());
        assertEquals(List.of(SUBNET), network.describe(View.CONFIG).spec().subnets());
    }

    private static NetworkSpec subnets(Described<NetworkSpec> base, Subnet subnet) {
        return base.spec().subnets(List.of(subnet));
    }

    @Test
    void whatANetworkThatIsUpCannotChangeIsSaidAndChangesNothing() {
        Network network = up(NetworkSpec.nat(name, SUBNET));
        Described<NetworkSpec> live = network.describe(View.LIVE);
        NetworkSpec renamed =
                subnets(live, SUBNET.host(DhcpHost.of(CARD, "10.47.1.43"))).domainName("other.example");

        UnsupportedCapabilityException refused =
                assertThrows(UnsupportedCapabilityException.class, () -> network.update(live, renamed, Scope.LIVE));

        assertTrue(refused.getMessage().contains("DNS domain"), refused::getMessage);
        // libvirt takes the first of two changes and refuses the second: a range with the broadcast address.
        NetworkSpec half =
                subnets(live, SUBNET.dhcp("10.47.1.170", "10.47.1.180").dhcp("10.47.1.200", "10.47.1.255"));
        assertThrows(HypervisorException.class, () -> network.update(live, half, Scope.LIVE));
        assertEquals(live.spec(), network.describe(View.LIVE).spec());
    }

    @Test
    void everyKindOfNetworkIsDefinedStartedAndListedAsWhatItIs() {
        NetworkSpec routed = NetworkSpec.routed(name + "-r", Subnet.of("10.47.2.1/24"));
        NetworkSpec isolated = NetworkSpec.isolated(name + "-i", Subnet.of("10.47.3.1/24"), Subnet.of("fd47::1/64"))
                .domainName("test.example");
        NetworkSpec nat = NetworkSpec.nat(name + "-n", SUBNET).autostart(true);
        NetworkSpec bridged =
                NetworkSpec.bridged(name + "-b", up(isolated).info().bridge().orElseThrow());
        up(routed);
        up(nat);
        up(bridged);

        List<NetworkInfo> listed = guests.host().networks().list();

        for (NetworkSpec asked : List.of(routed, isolated, nat, bridged)) {
            NetworkInfo row = guests.host().networks().get(asked.name()).info();
            assertTrue(row.active() && row.persistent(), row::toString);
            assertEquals(asked.autostart(), row.autostart());
            assertTrue(listed.contains(row), () -> row + " is not in " + listed);
            NetworkSpec live = guests.host()
                    .networks()
                    .get(asked.name())
                    .describe(View.LIVE)
                    .spec();
            assertEquals(asked.forward(), live.forward());
            assertEquals(asked.subnets(), live.subnets());
            assertEquals(asked.domainName(), live.domainName());
        }
    }

    @Test
    void aGuestIsOnAHostsBridgeAndAnotherNetworksDhcpFindsIt() {
        Network isolated = up(NetworkSpec.isolated(name, SUBNET));
        Network bridged =
                up(NetworkSpec.bridged(name + "-b", isolated.info().bridge().orElseThrow()));
        Domain domain = guests.define(guests.guest(name)
                .nic(NicSpec.network(bridged.name()).mac(CARD))
                .build());
        Console console = guests.boot(domain);

        console.expect("DHCP 10.47.1.1", GuestHost.PATIENCE);

        assertEquals(CARD, isolated.leases().get(0).mac().text());
    }

    @Test
    void aConfigurationChangesForTheNextStartAndKeepsItsBridge() {
        Network network = up(NetworkSpec.nat(name, SUBNET));
        Optional<String> bridge = network.info().bridge();
        Described<NetworkSpec> config = network.describe(View.CONFIG);
        NetworkSpec wanted = new NetworkSpec(
                name,
                Optional.empty(),
                new Forward.Routed(Optional.empty()),
                Optional.empty(),
                Optional.of("next.example"),
                List.of(Subnet.of("10.47.9.1/24")),
                true);

        Applied applied = network.update(config, wanted, Scope.CONFIG);

        assertTrue(applied.waitsForRestart(), applied::toString);
        assertEquals(
                new Forward.Nat(Optional.empty()),
                network.describe(View.LIVE).spec().forward());
        network.stop();
        network.start();
        NetworkSpec live = network.describe(View.LIVE).spec();
        assertEquals(wanted.forward(), live.forward());
        assertEquals(wanted.subnets(), live.subnets());
        assertEquals(wanted.domainName(), live.domainName());
        assertEquals(bridge, live.bridge());
        assertTrue(network.info().autostart());
    }

    @Test
    void aNetworkIsNotReplacedNorTakenFromUnderItsGuests() {
        Network network = define(NetworkSpec.nat(name, SUBNET));
        UUID uuid = network.info().uuid().orElseThrow();
        assertThrows(AlreadyExistsException.class, () -> define(NetworkSpec.nat(name, SUBNET)));
        NetworkSpec twin = NetworkSpec.nat(name + "-2", SUBNET).uuid(uuid);
        assertThrows(AlreadyExistsException.class, () -> define(twin));
        Domain domain =
                guests.define(guests.guest(name).nic(NicSpec.network(name)).build());
        assertThrows(InvalidStateException.class, domain::start);
        assertEquals(DomainState.SHUT_OFF, domain.state());
        network.start();

        domain.start();

        assertThrows(InvalidStateException.class, network::remove);
        assertTrue(network.info().active());
        domain.destroy();
        network.stop();
        network.remove();
        assertFalse(guests.host().networks().find(name).isPresent());
    }
}
