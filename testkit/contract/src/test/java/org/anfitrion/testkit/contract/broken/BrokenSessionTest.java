package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** A driver, its session and its domains. */
class BrokenSessionTest extends BrokenDrivers {

    static Stream<Fault> faults() {
        return Stream.of(DriverFaults.all(), SessionFaults.all(), DomainFaults.all())
                .flatMap(all -> all);
    }
}
