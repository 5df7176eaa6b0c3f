package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the display facet. */
final class DisplayFaults {

    private DisplayFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
