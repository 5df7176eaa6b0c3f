package org.anfitrion.driver.vbox.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A host-only interface, as {@code VBoxManage list hostonlyifs} tells it: lines of {@code Name: value}, and an empty line after
 * each interface.
 *
 * @param values what was printed, by the words before the colon
 */
record HostInterface(Map<String, String> values) {

    HostInterface {
        values = Map.copyOf(values);
    }

    static List<HostInterface> parse(String text) {
        List<HostInterface> all = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                add(all, values);
                values = new LinkedHashMap<>();
            } else {
                values.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        add(all, values);
        return all;
    }

    private static void add(List<HostInterface> all, Map<String, String> values) {
        if (values.containsKey("Name")) {
            all.add(new HostInterface(values));
        }
    }

    String name() {
        return value("Name");
    }

    boolean isUp() {
        return value("Status").equals("Up");
    }

    String address() {
        return value("IPAddress");
    }

    String mask() {
        return value("NetworkMask");
    }

    /** What the network of this interface is called among DHCP servers. */
    String networkName() {
        return value("VBoxNetworkName");
    }

    private String value(String name) {
        return values.getOrDefault(name, "");
    }
}
