package org.anfitrion.testkit.contract.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.Forward;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.api.unit.MacAddress;

/** Descriptions of networks that can be built; whether a backend takes them is another matter. */
public final class NetworkSpecs {

    private NetworkSpecs() {}

    /**
     * Generates descriptions of all kinds of networks.
     *
     * @return descriptions with legal names; subnets do not overlap within one
     */
    public static Arbitrary<NetworkSpec> any() {
        return Arbitraries.frequencyOf(Tuple.of(4, own()), Tuple.of(1, bridged()));
    }

    private static Arbitrary<NetworkSpec> own() {
        Arbitrary<Forward> forwards = Arbitraries.of(
                new Forward.Isolated(),
                new Forward.Nat(Optional.empty()),
                new Forward.Nat(Optional.of("eth0")),
                new Forward.Routed(Optional.empty()),
                new Forward.Routed(Optional.of("wlan0")));
        return Combinators.combine(
                        DomainNames.legal(),
                        uuids().optional(),
                        forwards,
                        Arbitraries.of("virbr7", "br-lab").optional(),
                        Arbitraries.of("example", "lab.example.org").optional(),
                        subnets(),
                        Arbitraries.of(true, false))
                .as(NetworkSpec::new);
    }

    private static Arbitrary<UUID> uuids() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(UUID::new);
    }

    private static Arbitrary<NetworkSpec> bridged() {
        return Combinators.combine(DomainNames.legal(), Arbitraries.of("br0", "br-lab"), Arbitraries.of(true, false))
                .as((name, bridge, autostart) ->
                        NetworkSpec.bridged(name, bridge).autostart(autostart));
    }

    /** Up to two of IPv4 and one of IPv6, told apart by their second number. */
    private static Arbitrary<List<Subnet>> subnets() {
        return Combinators.combine(
                        subnet("10.1.%d.%d", "10.1.0.1/16").optional(),
                        subnet("10.2.%d.%d", "10.2.0.1/16").optional(),
                        subnet("fd00::%x:%x", "fd00::1/64").optional())
                .as((one, other, six) -> {
                    List<Subnet> all = new ArrayList<>();
                    one.ifPresent(all::add);
                    other.ifPresent(all::add);
                    six.ifPresent(all::add);
                    return all;
                });
    }

    private static Arbitrary<Subnet> subnet(String pattern, String cidr) {
        Arbitrary<Integer> numbers = Arbitraries.integers().between(1, 254);
        Arbitrary<List<Integer>> ranges = numbers.set().ofMaxSize(2).map(set -> List.copyOf(set));
        Arbitrary<Map<MacAddress, Integer>> hosts =
                Arbitraries.maps(Quantities.macs(), numbers).ofMaxSize(3);
        Arbitrary<Optional<String>> names = Arbitraries.of("web", "db.example").optional();
        return Combinators.combine(ranges, hosts, names).as((blocks, kept, name) -> {
            Subnet subnet = Subnet.of(cidr);
            for (int block : blocks) {
                subnet = subnet.dhcp(
                        String.format(Locale.ROOT, pattern, block, 2), String.format(Locale.ROOT, pattern, block, 99));
            }
            Map<Integer, MacAddress> byAddress = new LinkedHashMap<>();
            kept.forEach((mac, number) -> byAddress.putIfAbsent(number, mac));
            for (Map.Entry<Integer, MacAddress> host : byAddress.entrySet()) {
                DhcpHost entry =
                        DhcpHost.of(host.getValue().text(), String.format(Locale.ROOT, pattern, 255, host.getKey()));
                subnet = subnet.host(new DhcpHost(entry.mac(), entry.address(), name));
            }
            return subnet;
        });
    }
}
