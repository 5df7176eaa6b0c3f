package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the channel facet. */
final class ChannelFaults {

    private ChannelFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
