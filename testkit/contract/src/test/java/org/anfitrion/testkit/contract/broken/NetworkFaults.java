package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the network facet. */
final class NetworkFaults {

    private NetworkFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
