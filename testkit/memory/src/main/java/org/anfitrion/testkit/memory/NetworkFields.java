package org.anfitrion.testkit.memory;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.network.AddressRange;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.Forward;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;

/** Descriptions of networks as the keys and values of native text, and back; what it does not know it leaves alone. */
final class NetworkFields {

    static final String SUBNET = "subnet";
    static final String AUTOSTART = "autostart";
    static final String RANGES = "ranges";
    static final String HOST = "host ";

    private NetworkFields() {}

    static Map<String, String> of(NetworkSpec spec) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", spec.name());
        spec.uuid().ifPresent(uuid -> fields.put("uuid", uuid.toString()));
        fields.put("forward", kind(spec.forward()));
        device(spec.forward()).ifPresent(device -> fields.put("forward-device", device));
        spec.bridge().ifPresent(bridge -> fields.put("bridge", bridge));
        spec.domainName().ifPresent(domain -> fields.put("domain-name", domain));
        if (spec.autostart()) {
            fields.put(AUTOSTART, "yes");
        }
        return fields;
    }

    private static String kind(Forward forward) {
        if (forward instanceof Forward.Nat) {
            return "nat";
        } else if (forward instanceof Forward.Routed) {
            return "routed";
        } else if (forward instanceof Forward.Bridge) {
            return "bridge";
        }
        return forward instanceof Forward.Native other ? other.kind() : "isolated";
    }

    private static Optional<String> device(Forward forward) {
        if (forward instanceof Forward.Nat nat) {
            return nat.device();
        }
        return forward instanceof Forward.Routed routed ? routed.device() : Optional.empty();
    }

    static Map<String, String> of(Subnet subnet) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("address", subnet.gateway().getHostAddress() + "/" + subnet.prefix());
        if (!subnet.dhcpRanges().isEmpty()) {
            fields.put(
                    RANGES,
                    subnet.dhcpRanges().stream()
                            .map(range -> range.first().getHostAddress() + "-"
                                    + range.last().getHostAddress())
                            .collect(Collectors.joining(" ")));
        }
        for (DhcpHost host : subnet.dhcpHosts()) {
            String name = host.hostName().map(word -> " " + word).orElse("");
            fields.put(HOST + host.mac().text(), host.address().getHostAddress() + name);
        }
        return fields;
    }

    static NetworkSpec read(NativeText text) {
        NativeText.Section network = text.domain();
        return new NetworkSpec(
                network.get("name").orElseThrow(() -> InvalidSpecException.of("name", "", "a network needs a name")),
                network.get("uuid").map(UUID::fromString),
                forward(network),
                network.get("bridge"),
                network.get("domain-name"),
                text.devices(SUBNET).stream().map(NetworkFields::subnet).toList(),
                network.get(AUTOSTART).filter("yes"::equals).isPresent());
    }

    private static Forward forward(NativeText.Section network) {
        Optional<String> device = network.get("forward-device");
        String kind = network.get("forward").orElse("isolated");
        return switch (kind) {
            case "nat" -> new Forward.Nat(device);
            case "routed" -> new Forward.Routed(device);
            case "bridge" -> new Forward.Bridge();
            case "isolated" -> new Forward.Isolated();
            default -> new Forward.Native(kind);
        };
    }

    private static Subnet subnet(NativeText.Section section) {
        Subnet subnet = Subnet.of(section.get("address").orElse(""));
        for (String range : words(section.get(RANGES).orElse(""))) {
            int dash = range.indexOf('-');
            AddressRange both = AddressRange.of(range.substring(0, Math.max(dash, 0)), range.substring(dash + 1));
            subnet = subnet.dhcp(both.first().getHostAddress(), both.last().getHostAddress());
        }
        for (String key : section.keys()) {
            if (key.startsWith(HOST)) {
                List<String> value = words(section.get(key).orElse(""));
                DhcpHost host = DhcpHost.of(key.substring(HOST.length()), value.isEmpty() ? "" : value.get(0));
                subnet = subnet.host(new DhcpHost(
                        host.mac(), host.address(), value.stream().skip(1).findFirst()));
            }
        }
        return subnet;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
