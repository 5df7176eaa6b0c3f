package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What drivers do wrong with the guest facet. */
final class GuestFaults {

    private GuestFaults() {}

    static Stream<Fault> all() {
        return Stream.of();
    }
}
