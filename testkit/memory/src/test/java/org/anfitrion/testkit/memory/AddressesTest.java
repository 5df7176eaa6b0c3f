package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.network.AddressSource;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.spi.AddressFacet;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.PowerAction;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private static final String MAC = "52:54:00:00:00:01";

    private final MemoryHypervisor host = new MemoryHypervisor();
    private final Bench bench = Bench.on(host);
    private final AddressFacet facet = bench.session().facet(AddressFacet.class).orElseThrow();

    private DomainId onANetwork(ChannelSpec... channels) {
        NetworkFacet networks = bench.session().facet(NetworkFacet.class).orElseThrow();
        networks.define(NetworkSpec.nat("lab", Subnet.of("10.1.0.1/24").dhcp("10.1.0.2", "10.1.0.99")));
        networks.start("lab");
        return bench.create(
                        Bench.spec("web").toBuilder()
                                .nic(NicSpec.userMode())
                                .nic(NicSpec.network("lab").mac(MAC))
                                .channels(List.of(channels))
                                .build(),
                        Creation.TRANSIENT)
                .id();
    }

    private List<String> addresses(DomainId id, Set<AddressSource> sources) {
        return facet.addresses(id, sources).stream()
                .map(address -> address.source() + " " + address.address().getHostAddress() + "/" + address.prefix()
                        + address.mac().map(mac -> " " + mac).orElse(""))
                .toList();
    }

    @Test
    void aLeaseIsFoundByItsCardAndAGuestWithoutAnAgentTellsNothing() {
        DomainId id = onANetwork();
        assertEquals(List.of("LEASE 10.1.0.2/24 " + MAC), addresses(id, EnumSet.allOf(AddressSource.class)));
        assertEquals(List.of(), addresses(id, Set.of(AddressSource.AGENT)));
    }

    @Test
    void anAgentTellsWhatTheGuestGotAndByItsOwnNames() {
        DomainId id = onANetwork(ChannelSpec.guestAgent());
        assertEquals(List.of("AGENT 10.1.0.2/24 " + MAC), addresses(id, Set.of(AddressSource.AGENT)));
        assertEquals(
                "eth1",
                facet.addresses(id, Set.of(AddressSource.AGENT))
                        .get(0)
                        .guestInterface()
                        .orElseThrow());
    }

    @Test
    void aGuestSaysWhatItWasLetSay() {
        host.guest("web").hasAddress("wg0", "10.9.8.7/32").hasAddress("wg0", "fd00::7/128");
        DomainId id = onANetwork(ChannelSpec.guestAgent());
        assertEquals(
                List.of("AGENT 10.9.8.7/32", "AGENT fd00:0:0:0:0:0:0:7/128"),
                addresses(id, Set.of(AddressSource.AGENT)));
    }

    @Test
    void aContainersConfigurationMayGiveItAddresses() {
        NativeFacet language = bench.session().facet(NativeFacet.class).orElseThrow();
        DomainId id = language.define("""
                        name = ct101
                        guest-type = operating-system
                        [nic]
                        source = user
                        mac = 52:54:00:00:00:01
                        addresses = 10.77.0.2/24 fd00::2/64
                        """).id();
        bench.power(id, PowerAction.START);
        assertEquals(
                List.of("CONFIG 10.77.0.2/24 " + MAC, "CONFIG fd00:0:0:0:0:0:0:2/64 " + MAC),
                addresses(id, Set.of(AddressSource.CONFIG, AddressSource.ARP)));
    }

    @Test
    void nobodyHearsWhatGuestsSendAndSomebodyHasToBeAsked() {
        DomainId id = onANetwork();
        assertThrows(UnsupportedCapabilityException.class, () -> facet.addresses(id, Set.of(AddressSource.ARP)));
        assertThrows(InvalidSpecException.class, () -> facet.addresses(id, Set.of()));
    }
}
