package org.anfitrion.driver.openvz.config;

import com.google.common.base.Joiner;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.MacAddress;

/**
 * A virtual Ethernet device, one item of {@code NETIF}: {@code ifname=eth0,bridge=vmbr0,mac=…,host_ifname=veth101.0,host_mac=…}.
 * Settings that nobody knows are kept, in their order. Immutable.
 *
 * @param settings what is said of it, by name
 */
public record VethDevice(Map<String, String> settings) {

    /**
     * Checks that every setting can stand in the list.
     *
     * @param settings what is said of it, by name
     * @throws InvalidSpecException if one has a comma, semicolon, equals sign or blank
     */
    public VethDevice {
        settings = ImmutableMap.copyOf(settings);
        settings.forEach((name, value) -> {
            if (name.isEmpty() || !(name + value).matches("[^,;=\\s]*")) {
                throw InvalidSpecException.of(
                        "network device",
                        name + "=" + value,
                        "a comma, semicolon, equals sign or blank cannot be written");
            }
        });
    }

    /**
     * Begins a device.
     *
     * @param name its name in the container, such as {@code eth0}
     * @return the device
     */
    public static VethDevice named(String name) {
        return new VethDevice(Map.of("ifname", name));
    }

    static List<VethDevice> parseAll(String text) {
        return Splitter.on(';')
                .trimResults()
                .omitEmptyStrings()
                .splitToStream(text)
                .map(VethDevice::parse)
                .toList();
    }

    private static VethDevice parse(String text) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String item : Splitter.on(',').trimResults().omitEmptyStrings().split(text)) {
            int equals = item.indexOf('=');
            if (equals > 0) {
                settings.put(
                        item.substring(0, equals).strip(),
                        item.substring(equals + 1).strip().replaceAll("[=\\s]", ""));
            }
        }
        return new VethDevice(settings);
    }

    /**
     * Returns devices as {@code NETIF} has them.
     *
     * @param devices the devices
     * @return the value
     */
    public static String text(List<VethDevice> devices) {
        return Joiner.on(';').join(devices);
    }

    /**
     * Returns a setting.
     *
     * @param name such as {@code bridge}
     * @return its value
     */
    public Optional<String> get(String name) {
        return Optional.ofNullable(settings.get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Returns its name in the container.
     *
     * @return the value of {@code ifname}
     */
    public String name() {
        return get("ifname").orElse("");
    }

    /**
     * Returns its address in the container.
     *
     * @return the value of {@code mac}, if it is one
     */
    public Optional<MacAddress> mac() {
        return get("mac")
                .filter(text -> text.matches("(?i)[0-9a-f]{2}(:[0-9a-f]{2}){5}"))
                .map(MacAddress::of);
    }

    /**
     * Changes a setting.
     *
     * @param name such as {@code bridge}
     * @param value its value
     * @return a changed copy
     */
    public VethDevice with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(settings);
        changed.put(name, value);
        return new VethDevice(changed);
    }

    /**
     * Removes a setting.
     *
     * @param name such as {@code bridge}
     * @return a copy without it
     */
    public VethDevice without(String name) {
        Map<String, String> changed = new LinkedHashMap<>(settings);
        changed.remove(name);
        return new VethDevice(changed);
    }

    /** The item as it is written. */
    @Override
    public String toString() {
        return Joiner.on(',').withKeyValueSeparator('=').join(settings);
    }
}
