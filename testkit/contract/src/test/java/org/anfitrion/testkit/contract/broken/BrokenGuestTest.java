package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What a domain is described by, and its power. */
class BrokenGuestTest extends BrokenDrivers {

    static Stream<Fault> faults() {
        return Stream.of(DescriptionFaults.all(), DemandFaults.all(), PowerFaults.all())
                .flatMap(all -> all);
    }
}
