package org.anfitrion.testkit.contract.broken;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.DriverContract;
import org.anfitrion.testkit.contract.MemoryBackends;
import org.anfitrion.testkit.memory.MemoryHypervisor;

/** The contract on a driver that has a fault; run by {@link BrokenDriverTest} only, which says which. */
class BrokenContract implements DriverContract {

    static final String NAME = "broken";

    private static volatile Fault fault;

    /** What the next run is about. */
    static void is(Fault next) {
        fault = next;
    }

    @Override
    public Backend backend() {
        return MemoryBackends.of(NAME, new MemoryHypervisor(), fault.breaking()).build();
    }
}
