package org.anfitrion.testkit.contract.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.anfitrion.api.connection.Credentials;
import org.anfitrion.api.connection.GuestsOnClose;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.Forward;
import org.anfitrion.api.network.NetworkInfo;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.NetworkFacet;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.testkit.memory.MemoryHypervisor;

/** What can be said of networks is what the in-memory hypervisor makes of it; what cannot be is refused. */
class NetworkSpecsProperties {

    private final MemoryHypervisor host = new MemoryHypervisor();
    private final NetworkFacet networks = host.driver()
            .open(
                    HypervisorUri.parse("mem:"),
                    new OpenContext(
                            Deadline.after(Duration.ofSeconds(5)),
                            false,
                            Credentials.none(),
                            GuestsOnClose.KEEP,
                            DataSize.mebibytes(1)))
            .facet(NetworkFacet.class)
            .orElseThrow();

    private static NetworkSpec asked(NetworkSpec read, NetworkSpec asked) {
        return new NetworkSpec(
                read.name(),
                asked.uuid().isEmpty() ? Optional.empty() : read.uuid(),
                read.forward(),
                asked.bridge().isEmpty() ? Optional.empty() : read.bridge(),
                read.domainName(),
                read.subnets(),
                read.autostart());
    }

    @Property(tries = 200)
    void aDefinedNetworkIsDescribedAsItWasAskedFor(@ForAll NetworkSpec spec) {
        NetworkInfo row = networks.define(spec);
        assertEquals(spec, asked(networks.read(spec.name(), View.CONFIG).spec(), spec));
        assertEquals(spec.autostart(), row.autostart());
        networks.start(spec.name());
        assertEquals(spec, asked(networks.read(spec.name(), View.LIVE).spec(), spec));
        networks.stop(spec.name());
        networks.remove(spec.name());
    }

    @Property(tries = 200)
    void itsNativeTextSaysTheSame(@ForAll NetworkSpec spec) {
        networks.define(spec);
        Described<NetworkSpec> first = networks.read(spec.name(), View.CONFIG);
        networks.remove(spec.name());
        host.defineNetwork(first.nativeConfiguration());
        Described<NetworkSpec> second = networks.read(spec.name(), View.CONFIG);
        networks.remove(spec.name());
        assertEquals(first.spec(), second.spec());
        assertEquals(first.nativeConfiguration(), second.nativeConfiguration());
    }

    @Property(tries = 200)
    void anUpdateLeadsFromAnyDescriptionToAnyOtherAndKeepsWhatIsUnknown(
            @ForAll NetworkSpec from, @ForAll NetworkSpec to) {
        networks.define(from);
        String text = networks.read(from.name(), View.CONFIG).nativeConfiguration();
        networks.remove(from.name());
        host.defineNetwork("colour = green\n" + text + "[portgroup]\nname = fast\n");
        Described<NetworkSpec> base = networks.read(from.name(), View.CONFIG);
        NetworkSpec wanted = new NetworkSpec(
                from.name(),
                base.spec().uuid(),
                to.forward(),
                to.bridge().or(() -> base.spec().bridge()),
                to.domainName(),
                to.subnets(),
                to.autostart());

        networks.update(from.name(), base, wanted, Scope.CONFIG);

        Described<NetworkSpec> after = networks.read(from.name(), View.CONFIG);
        networks.remove(from.name());
        assertEquals(wanted, after.spec());
        assertEquals(
                List.of("colour = green", "[portgroup]", "name = fast"),
                after.nativeConfiguration()
                        .lines()
                        .filter(line -> List.of("colour = green", "[portgroup]", "name = fast")
                                .contains(line))
                        .toList());
        host.defineNetwork(after.nativeConfiguration());
        assertEquals(wanted, sorted(networks.read(from.name(), View.CONFIG).spec(), wanted));
        networks.remove(from.name());
    }

    /** Kept addresses have no order in native text. */
    private static NetworkSpec sorted(NetworkSpec read, NetworkSpec as) {
        return read.subnets().equals(as.subnets()) || !sameHosts(read, as) ? read : read.subnets(as.subnets());
    }

    private static boolean sameHosts(NetworkSpec one, NetworkSpec other) {
        return one.subnets().size() == other.subnets().size()
                && one.subnets().stream().allMatch(subnet -> other.subnets().stream()
                        .anyMatch(same -> same.gateway().equals(subnet.gateway())
                                && same.dhcpRanges().equals(subnet.dhcpRanges())
                                && Set.copyOf(same.dhcpHosts()).equals(Set.copyOf(subnet.dhcpHosts()))));
    }

    @Property(tries = 100)
    void anAddressOutsideItsSubnetIsRefused(@ForAll @IntRange(min = 17, max = 32) int prefix, @ForAll MacAddress mac) {
        Subnet subnet = Subnet.of("10.1.0.1/" + prefix);
        assertThrows(InvalidSpecException.class, () -> subnet.dhcp("10.1.200.1", "10.1.200.9"));
        assertThrows(InvalidSpecException.class, () -> subnet.host(DhcpHost.of(mac.text(), "10.1.200.1")));
        assertThrows(InvalidSpecException.class, () -> subnet.host(DhcpHost.of(mac.text(), "fd00::1")));
    }

    @Property(tries = 100)
    void aBridgedNetworkHasABridgeAndNoAddresses(@ForAll NetworkSpec spec) {
        Assume.that(!(spec.forward() instanceof Forward.Bridge));
        Assume.that(spec.bridge().isEmpty() || !spec.subnets().isEmpty());
        assertThrows(
                InvalidSpecException.class,
                () -> new NetworkSpec(
                        spec.name(),
                        spec.uuid(),
                        new Forward.Bridge(),
                        spec.bridge(),
                        spec.domainName(),
                        spec.subnets(),
                        spec.autostart()));
    }
}
