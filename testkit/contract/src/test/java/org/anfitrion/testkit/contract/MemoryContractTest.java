package org.anfitrion.testkit.contract;

import org.anfitrion.testkit.memory.MemoryHypervisor;

/** The in-memory hypervisor keeps the contract, every rule of it. */
class MemoryContractTest implements DriverContract {

    @Override
    public Backend backend() {
        MemoryHypervisor host = new MemoryHypervisor();
        MemoryHypervisor fragile = new MemoryHypervisor();
        return MemoryBackends.of("mem", host.driver())
                .roundTrips(MemoryBackends.requests(host))
                .wire(() -> MemoryBackends.wire(fragile.driver(), fragile))
                .build();
    }
}
