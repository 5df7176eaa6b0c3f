package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** Domains. */
class BrokenDomainTest extends BrokenDrivers {

    static Stream<Fault> faults() {
        return DomainFaults.all();
    }
}
