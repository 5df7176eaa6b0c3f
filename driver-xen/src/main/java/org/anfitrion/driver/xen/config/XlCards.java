package org.anfitrion.driver.xen.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.domain.Bandwidth;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.MacAddress;

/** Network cards, each a text of {@code vif}. Source: xl-network-configuration(5). */
final class XlCards {

    /** A number, a unit of bytes or bits a second, and perhaps how often it is looked at. */
    private static final Pattern RATE = Pattern.compile("(\\d+)([GMK]?)([Bb])/s(@.*)?");

    private static final Map<String, Long> SCALES = Map.of("", 1L, "K", 1000L, "M", 1_000_000L, "G", 1_000_000_000L);

    private XlCards() {}

    static NicSpec read(String text) {
        Map<String, String> parts = parts(text);
        Optional<NicModel> model = Optional.ofNullable(parts.get("model")).map(NicModel::new);
        boolean front = "vif".equals(parts.get("type")) || "netfront".equals(parts.get("type"));
        return new NicSpec(
                source(parts),
                Optional.ofNullable(parts.get("mac")).map(MacAddress::of),
                model.or(() -> front ? Optional.of(NicModel.NETFRONT) : Optional.empty()),
                true,
                Optional.ofNullable(parts.get("rate")).map(XlCards::rate));
    }

    private static NicSource source(Map<String, String> parts) {
        String bridge = parts.getOrDefault("bridge", "");
        // A bridge of Open vSwitch's may have tags behind it, which are no part of its name.
        int end = bridge.indexOf('.') >= 0 ? bridge.indexOf('.') : bridge.indexOf(':');
        String device = end < 0 ? bridge : bridge.substring(0, end);
        return device.isEmpty() ? new NicSource.Native("ethernet") : new NicSource.Bridge(device);
    }

    private static Bandwidth rate(String text) {
        Matcher rate = RATE.matcher(text);
        if (!rate.matches()) {
            throw InvalidSpecException.of("vif", text, "a rate is a number and a unit, such as 10MB/s");
        }
        long number = Long.parseLong(rate.group(1)) * SCALES.getOrDefault(rate.group(2), 1L);
        return new Bandwidth(0, rate.group(3).equals("b") ? number / 8 : number);
    }

    private static Map<String, String> parts(String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).strip(),
                        part.substring(equals + 1).strip());
            }
        }
        return parts;
    }

    static String write(NicSpec card) {
        if (!(card.source() instanceof NicSource.Bridge bridge)) {
            throw InvalidSpecException.of("network card", card.source(), "xl.cfg puts cards on bridges only");
        }
        if (bridge.device().matches(".*[,=.:\\s].*")) {
            throw InvalidSpecException.of("bridge", bridge.device(), "xl.cfg has no way to write this name");
        }
        if (!card.linkUp()) {
            throw InvalidSpecException.of("network card", bridge.device(), "xl.cfg knows no link that is down");
        }
        StringBuilder text = new StringBuilder();
        card.mac().ifPresent(mac -> text.append("mac=").append(mac.text()).append(','));
        text.append("bridge=").append(bridge.device());
        card.model()
                .ifPresent(
                        model -> text.append(model.equals(NicModel.NETFRONT) ? ",type=vif" : ",model=" + model.name()));
        card.bandwidth().filter(limit -> !limit.equals(Bandwidth.UNLIMITED)).ifPresent(limit -> {
            if (limit.inbound() != 0) {
                throw InvalidSpecException.of("bandwidth", limit.inbound(), "Xen limits only what a guest sends");
            }
            text.append(",rate=").append(limit.outbound()).append("B/s");
        });
        return text.toString();
    }
}
