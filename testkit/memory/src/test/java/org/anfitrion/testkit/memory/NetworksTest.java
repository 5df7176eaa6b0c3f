package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.ResourceBusyException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.Forward;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.PowerAction;
import org.junit.jupiter.api.Test;

class NetworksTest {

    private static final Subnet SMALL = Subnet.of("10.1.0.1/24").dhcp("10.1.0.1", "10.1.0.3");

    private final GuestClock clock = GuestClock.manual(Instant.parse("2030-01-01T00:00:00Z"));
    private final MemoryHypervisor host =
            MemoryHypervisor.builder().clock(clock).build();
    private final Bench bench = Bench.on(host);
    private final NetworkFacet networks =
            bench.session().facet(NetworkFacet.class).orElseThrow();

    private void up(NetworkSpec spec) {
        networks.start(networks.define(spec).name());
    }

    private DomainId guest(String name, String mac) {
        return bench.create(
                        Bench.spec(name).toBuilder()
                                .nic(NicSpec.network("lab").mac(mac))
                                .build(),
                        Creation.DEFINE)
                .id();
    }

    private void start(DomainId id) {
        bench.power(id, PowerAction.START);
    }

    private List<String> addresses() {
        return networks.leases("lab").stream()
                .map(Lease::address)
                .map(InetAddress::getHostAddress)
                .toList();
    }

    @Test
    void guestsGetAddressesThatAreNeitherTheHostsNorKeptForOthers() {
        up(NetworkSpec.nat("lab", SMALL.host(DhcpHost.of("52:54:00:00:00:09", "10.1.0.2"))));
        start(guest("web", "52:54:00:00:00:01"));
        assertEquals(List.of("10.1.0.3"), addresses());
        start(guest("kept", "52:54:00:00:00:09"));
        assertEquals(List.of("10.1.0.3", "10.1.0.2"), addresses());
        start(guest("late", "52:54:00:00:00:02"));
        assertEquals(List.of("10.1.0.3", "10.1.0.2"), addresses(), "nothing is left");
        assertEquals(Optional.of("web"), networks.leases("lab").get(0).hostName());
    }

    @Test
    void aGuestThatShutsDownGivesItsAddressBackAndADestroyedOneKeepsItUntilItExpires() {
        up(NetworkSpec.nat("lab", SMALL));
        DomainId one = guest("one", "52:54:00:00:00:01");
        DomainId two = guest("two", "52:54:00:00:00:02");
        start(one);
        start(two);
        clock.advance(Duration.ofDays(1));
        assertEquals(2, addresses().size(), "running guests renew theirs");

        bench.power(one, PowerAction.SHUTDOWN);
        clock.advance(Duration.ZERO);
        assertEquals(List.of("10.1.0.3"), addresses());
        bench.power(two, PowerAction.DESTROY);
        assertEquals(List.of("10.1.0.3"), addresses());
        clock.advance(Leases.TERM);
        assertEquals(List.of(), addresses());
    }

    @Test
    void aCardGetsTheAddressThatItHadBefore() {
        up(NetworkSpec.nat("lab", SMALL));
        DomainId one = guest("one", "52:54:00:00:00:01");
        DomainId two = guest("two", "52:54:00:00:00:02");
        start(one);
        start(two);
        bench.power(one, PowerAction.DESTROY);
        bench.power(two, PowerAction.DESTROY);
        start(two);
        start(one);
        assertEquals(Set.of("10.1.0.3", "10.1.0.2"), Set.copyOf(addresses()));
        assertEquals("10.1.0.2", lease("52:54:00:00:00:01"));
    }

    private String lease(String mac) {
        return networks.leases("lab").stream()
                .filter(lease -> lease.mac().text().equals(mac))
                .map(lease -> lease.address().getHostAddress())
                .findFirst()
                .orElse("none");
    }

    @Test
    void whereNoAddressIsLeftThoseOfGuestsThatAreGoneAreGivenOutAgain() {
        up(NetworkSpec.nat("lab", SMALL));
        DomainId one = guest("one", "52:54:00:00:00:01");
        start(one);
        start(guest("two", "52:54:00:00:00:02"));
        bench.power(one, PowerAction.DESTROY);
        start(guest("three", "52:54:00:00:00:03"));
        assertEquals("10.1.0.2", lease("52:54:00:00:00:03"));
        assertEquals("none", lease("52:54:00:00:00:01"));
    }

    @Test
    void eachSubnetGivesAnAddress() {
        up(NetworkSpec.isolated("lab", SMALL, Subnet.of("fd00::1/64").dhcp("fd00::10", "fd00::ffff")));
        start(guest("web", "52:54:00:00:00:01"));
        assertEquals(List.of("10.1.0.2", "fd00:0:0:0:0:0:0:10"), addresses());
    }

    @Test
    void aGuestStartsWithoutANetworkThatNobodyKnowsAndNotOnOneThatIsDown() {
        DomainId web = guest("web", "52:54:00:00:00:01");
        start(web);
        bench.power(web, PowerAction.DESTROY);
        networks.define(NetworkSpec.nat("lab", SMALL));
        assertThrows(InvalidStateException.class, () -> start(web));
        assertThrows(
                InvalidStateException.class,
                () -> bench.create(
                        Bench.spec("fleeting").toBuilder()
                                .nic(NicSpec.network("lab"))
                                .build(),
                        Creation.TRANSIENT));
        assertEquals(DomainState.SHUT_OFF, bench.state(web));
        networks.start("lab");
        start(web);
        assertEquals(List.of("10.1.0.2"), addresses());
    }

    @Test
    void addressesThatAreInUseAreRefusedAtTheStart() {
        up(NetworkSpec.nat("lab", SMALL));
        networks.define(NetworkSpec.routed("other", Subnet.of("10.1.0.200/16")));
        assertThrows(ResourceBusyException.class, () -> networks.start("other"));
        networks.stop("lab");
        assertTrue(networks.start("other").active());
    }

    @Test
    void eachNetworkHasABridgeOfItsOwnUnlessItJoinsOne() {
        assertEquals(
                Optional.of("virbr0"),
                networks.define(NetworkSpec.isolated("a")).bridge());
        assertEquals(
                Optional.of("virbr1"),
                networks.define(NetworkSpec.isolated("b")).bridge());
        assertThrows(
                AlreadyExistsException.class,
                () -> networks.define(NetworkSpec.isolated("c").bridge("virbr1")));
        networks.define(NetworkSpec.bridged("d", "br0"));
        networks.define(NetworkSpec.bridged("e", "br0"));
        assertEquals(4, networks.networks().size());
    }

    @Test
    void whatADescriptionCannotExpressIsKeptWithItsForward() {
        host.defineNetwork("""
                name = lab
                forward = hostdev
                # a comment
                [portgroup]
                name = fast
                [subnet]
                address = 10.1.0.1/24
                host 52:54:00:00:00:01 = 10.1.0.9 web
                lease-time = forever
                """);
        Described<NetworkSpec> read = networks.read("lab", View.CONFIG);
        assertEquals(new Forward.Native("hostdev"), read.spec().forward());
        Subnet subnet = read.spec().subnets().get(0);
        NetworkSpec wanted = read.spec().subnets(List.of(subnet.dhcpHosts(List.of())));

        assertEquals(
                List.of("subnet 10.1.0.1 host 52:54:00:00:00:01: 10.1.0.9 web -> nothing"),
                networks.update("lab", read, wanted, Scope.CONFIG).changes());

        String after = networks.read("lab", View.CONFIG).nativeConfiguration();
        assertEquals(read.nativeConfiguration().replace("host 52:54:00:00:00:01 = 10.1.0.9 web\n", ""), after);
        assertThrows(
                UnsupportedCapabilityException.class,
                () -> networks.define(new NetworkSpec(
                        "new",
                        Optional.empty(),
                        new Forward.Native("hostdev"),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        false)));
    }

    @Test
    void aNetworkThatIsUpChangesItsDhcpOnly() {
        up(NetworkSpec.nat("lab", SMALL));
        Described<NetworkSpec> live = networks.read("lab", View.LIVE);
        NetworkSpec renamed = live.spec().domainName("example");
        assertThrows(UnsupportedCapabilityException.class, () -> networks.update("lab", live, renamed, Scope.LIVE));
        NetworkSpec wider = live.spec().subnets(List.of(SMALL.dhcp("10.1.0.100", "10.1.0.200")));
        networks.update("lab", live, wider, Scope.LIVE);
        assertEquals(wider, networks.read("lab", View.LIVE).spec());
        assertEquals(live.spec(), networks.read("lab", View.CONFIG).spec());
    }

    @Test
    void aHostThatRestartsBringsUpWhatStartsWithIt() {
        up(NetworkSpec.nat("lab", SMALL).autostart(true));
        up(NetworkSpec.isolated("other"));
        DomainId web = guest("web", "52:54:00:00:00:01");
        bench.session().domains().autostart(web, true);
        host.restart();
        Bench again = Bench.on(host);
        NetworkFacet after = again.session().facet(NetworkFacet.class).orElseThrow();
        assertTrue(after.network("lab").filter(NetworkInfo::active).isPresent());
        assertFalse(after.network("other").filter(NetworkInfo::active).isPresent());
        assertEquals(DomainState.RUNNING, again.state(web));
        assertEquals(1, after.leases("lab").size());
    }

    @Test
    void aHostWithoutDhcpOrBridgesSaysSoWhenOneIsDefined() {
        MemoryHypervisor poor = MemoryHypervisor.builder()
                .without(Feature.NETWORK_DHCP, "no dnsmasq")
                .without(Feature.NETWORK_BRIDGE, "no bridges")
                .build();
        NetworkFacet facet = Bench.on(poor).session().facet(NetworkFacet.class).orElseThrow();
        assertThrows(UnsupportedCapabilityException.class, () -> facet.define(NetworkSpec.nat("lab", SMALL)));
        assertThrows(UnsupportedCapabilityException.class, () -> facet.define(NetworkSpec.bridged("lab", "br0")));
        facet.define(NetworkSpec.nat("lab", Subnet.of("10.1.0.1/24")));
        assertEquals(1, facet.networks().size());
    }
}
