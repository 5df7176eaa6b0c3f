package org.anfitrion.testkit.contract.model;

import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.memory.MemoryDriver;

/** One in-memory hypervisor behaves as another: whatever a life is, it is deterministic. */
class MemoryModelProperties implements ModelProperties {

    @Override
    public Backend backend() {
        return Backend.of("mem", new MemoryDriver(), "mem:").tries(300).build();
    }
}
