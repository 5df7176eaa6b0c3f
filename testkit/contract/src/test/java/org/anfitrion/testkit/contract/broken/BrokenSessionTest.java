package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** A driver and its session. */
class BrokenSessionTest extends BrokenDrivers {

    static Stream<Fault> faults() {
        return Stream.concat(DriverFaults.all(), SessionFaults.all());
    }
}
