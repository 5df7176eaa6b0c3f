package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What a domain is described by, its power, its console and its events. */
class BrokenGuestTest extends BrokenDrivers {

    static Stream<Fault> faults() {
        return Stream.of(
                        DescriptionFaults.all(),
                        DemandFaults.all(),
                        PowerFaults.all(),
                        ConsoleFaults.all(),
                        EventFaults.all())
                .flatMap(all -> all);
    }
}
