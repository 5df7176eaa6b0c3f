package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the device facet. */
final class DeviceFaults {

    private DeviceFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
