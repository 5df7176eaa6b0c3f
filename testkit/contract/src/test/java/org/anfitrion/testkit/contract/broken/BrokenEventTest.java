package org.anfitrion.testkit.contract.broken;

import java.util.stream.Stream;

/** What a domain says of itself: on its console, and as events. */
class BrokenEventTest extends BrokenDrivers {

    static Stream<Fault> faults() {
        return Stream.of(ConsoleFaults.all(), EventFaults.all()).flatMap(all -> all);
    }
}
