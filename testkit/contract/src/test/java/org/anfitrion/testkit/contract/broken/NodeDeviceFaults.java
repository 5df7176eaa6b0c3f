package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the node device facet. */
final class NodeDeviceFaults {

    private NodeDeviceFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
