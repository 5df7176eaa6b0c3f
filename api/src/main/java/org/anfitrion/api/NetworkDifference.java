package org.anfitrion.api;

import java.util.ArrayList;
import java.util.List;
import org.anfitrion.api.network.NetworkSpec;

/** What keeps a network from being as described. */
final class NetworkDifference {

    private NetworkDifference() {}

    /** Returns the wanted description with what it leaves open as it is at present. Autostart is not part of it. */
    static NetworkSpec filled(NetworkSpec present, NetworkSpec wanted) {
        return new NetworkSpec(
                wanted.name(),
                wanted.uuid().or(present::uuid),
                wanted.forward(),
                wanted.bridge().or(present::bridge),
                wanted.domainName().or(present::domainName),
                wanted.subnets(),
                present.autostart());
    }

    static List<String> lines(NetworkSpec present, NetworkSpec wanted) {
        List<String> lines = new ArrayList<>();
        Difference.add(lines, "UUID", present.uuid(), wanted.uuid());
        Difference.add(lines, "forward", present.forward(), wanted.forward());
        Difference.add(lines, "bridge", present.bridge(), wanted.bridge());
        Difference.add(lines, "DNS domain", present.domainName(), wanted.domainName());
        Difference.add(lines, "subnets", present.subnets(), wanted.subnets());
        return lines;
    }
}
