package org.anfitrion.driver.lxc.config;

import java.util.HashMap;
import java.util.Map;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Tuning;

/** Puts tunings together. */
final class Tunings {

    private Tunings() {}

    /** What was wanted, with what its tuning leaves open as it is. */
    static DomainSpec merged(DomainSpec known, DomainSpec wanted) {
        Tuning tuning = merged(known.tuning(), wanted.tuning(), wanted.cpus().maximum());
        return wanted.toBuilder().tuning(tuning).build();
    }

    /** What was wanted, and of what that leaves open what is known; CPUs that went have no pinning. */
    static Tuning merged(Tuning known, Tuning wanted, int cpus) {
        Map<Integer, CpuSet> pinning = new HashMap<>(known.pinning());
        pinning.keySet().removeIf(cpu -> cpu >= cpus);
        pinning.putAll(wanted.pinning());
        return new Tuning(
                wanted.cpuShares().isPresent() ? wanted.cpuShares() : known.cpuShares(),
                wanted.cpuQuota().or(known::cpuQuota),
                wanted.cpuPeriod().or(known::cpuPeriod),
                pinning,
                wanted.emulatorPinning().or(known::emulatorPinning),
                wanted.memoryHardLimit().or(known::memoryHardLimit),
                wanted.memorySoftLimit().or(known::memorySoftLimit),
                wanted.swapLimit().or(known::swapLimit),
                wanted.blockWeight().isPresent() ? wanted.blockWeight() : known.blockWeight(),
                wanted.processLimit().isPresent() ? wanted.processLimit() : known.processLimit());
    }
}
