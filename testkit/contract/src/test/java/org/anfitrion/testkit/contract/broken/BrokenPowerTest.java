package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** The power of a domain. */
class BrokenPowerTest extends BrokenDrivers {

    static Stream<Fault> faults() {
        return PowerFaults.all();
    }
}
