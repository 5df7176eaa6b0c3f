package org.anfitrion.testkit.memory;

import org.anfitrion.api.domain.DomainState;
import org.jspecify.annotations.Nullable;

/**
 * What a domain goes on from: what it was made of and whether it was paused. Its guest is part of it once: whoever goes on from
 * the same memory again gets a guest that does nothing of its own accord, since a script cannot be run twice.
 */
final class SavedMemory {

    private final MemoryDomain domain;
    private final Configuration live;
    private final boolean paused;
    private @Nullable Machine machine;

    SavedMemory(MemoryDomain domain, Configuration live, @Nullable Machine machine) {
        this.domain = domain;
        this.live = live;
        this.paused = domain.status.state() == DomainState.PAUSED;
        this.machine = machine;
    }

    MemoryDomain domain() {
        return domain;
    }

    Configuration live() {
        return live;
    }

    boolean isPaused() {
        return paused;
    }

    /** Returns the machine that goes on in a domain. */
    Machine machine(HostModel model, MemoryDomain in, Peripherals peripherals) {
        Machine kept = machine;
        machine = null;
        return kept != null && in == domain ? kept : new Machine(model, in, peripherals, null, false);
    }
}
