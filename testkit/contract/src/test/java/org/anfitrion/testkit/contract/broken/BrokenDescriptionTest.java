package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What a domain is described by. */
class BrokenDescriptionTest extends BrokenDrivers {

    static Stream<Fault> faults() {
        return Stream.concat(DescriptionFaults.all(), DemandFaults.all());
    }
}
