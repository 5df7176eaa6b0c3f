package org.anfitrion.driver.openvz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.driver.openvz.config.Parameter;
import org.anfitrion.driver.openvz.config.VeConfig;
import org.anfitrion.driver.openvz.config.VethDevice;

/** Network cards of descriptions, and veth devices of configurations. */
final class Cards {

    private static final String BRIDGE = "bridge";

    private Cards() {}

    static List<NicSpec> read(VeConfig config) {
        return config.vethDevices().stream().map(Cards::read).toList();
    }

    private static NicSpec read(VethDevice device) {
        NicSpec card = device.get(BRIDGE).map(NicSpec::bridge).orElseGet(NicSpec::unconnected);
        return device.mac().map(card::mac).orElse(card);
    }

    /** A card with the same address stays the device that it is, with all that only the configuration says of it. */
    static VeConfig write(VeConfig config, String id, List<NicSpec> cards) {
        List<VethDevice> before = config.vethDevices();
        List<VethDevice> after = new ArrayList<>();
        for (NicSpec card : cards) {
            Optional<VethDevice> known = before.stream()
                    .filter(device -> card.mac().isPresent() && device.mac().equals(card.mac()))
                    .findFirst();
            VethDevice device = known.orElseGet(() -> fresh(id, card, before, after));
            after.add(
                    card.source() instanceof NicSource.Bridge bridge
                            ? device.with(BRIDGE, bridge.device())
                            : device.without(BRIDGE));
        }
        return before.equals(after) ? config : config.with(Parameter.NETIF, VethDevice.text(after));
    }

    private static VethDevice fresh(String id, NicSpec card, List<VethDevice> before, List<VethDevice> after) {
        int number = 0;
        while (isTaken("eth" + number, before) || isTaken("eth" + number, after)) {
            number++;
        }
        // The kernel's names have 15 characters at most: of a UUID the beginning does.
        String host = "veth" + id.substring(0, Math.min(id.length(), 8)) + "." + number;
        return VethDevice.named("eth" + number)
                .with("mac", text(card.mac().orElseGet(Cards::random)))
                .with("host_ifname", host)
                .with("host_mac", text(random()));
    }

    private static boolean isTaken(String name, List<VethDevice> devices) {
        return devices.stream().anyMatch(device -> device.name().equals(name));
    }

    private static String text(MacAddress address) {
        return address.text().toUpperCase(Locale.ROOT);
    }

    /** In the range that vzctl takes its own from. */
    private static MacAddress random() {
        int number = ThreadLocalRandom.current().nextInt(1 << 24);
        return MacAddress.of(
                String.format("00:18:51:%02x:%02x:%02x", number >> 16, (number >> 8) & 0xff, number & 0xff));
    }
}
