package org.anfitrion.driver.lxc.config;

import java.util.Objects;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.Memory;

/**
 * What a container has of its host.
 *
 * @param cpus its CPUs
 * @param memory its memory
 */
public record Resources(CpuCount cpus, Memory memory) {

    /**
     * Checks that nothing is missing.
     *
     * @param cpus its CPUs
     * @param memory its memory
     */
    public Resources {
        Objects.requireNonNull(cpus, "cpus");
        Objects.requireNonNull(memory, "memory");
    }
}
