package org.anfitrion.testkit.contract;

import java.util.function.UnaryOperator;
import org.anfitrion.testkit.memory.MemoryHypervisor;

/** The in-memory hypervisor keeps the contract, every rule of it. */
class MemoryContractTest implements DriverContract {

    @Override
    public Backend backend() {
        return MemoryBackends.of("mem", new MemoryHypervisor(), UnaryOperator.identity())
                .build();
    }
}
