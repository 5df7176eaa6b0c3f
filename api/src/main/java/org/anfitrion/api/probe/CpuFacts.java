package org.anfitrion.api.probe;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A host's processors, as far as {@code /proc/cpuinfo} and {@code /sys/devices/system} tell. What is told of one processor
 * only is told of the first.
 *
 * @param architecture as {@code uname -m} has it: {@code x86_64}, {@code aarch64}, {@code s390x}, {@code ppc64},
 *     {@code riscv64}; empty if not told
 * @param vendor as the processor names it, {@code GenuineIntel}; on ARM the implementer's name; empty if not told
 * @param model the model's name; empty if not told
 * @param online processors on line; 0 if not told
 * @param present processors there are, those off line among them; 0 if not told
 * @param topology how they are arranged; empty if not told, or if the four numbers cannot tell it because not all nodes,
 *     sockets or cores are alike
 * @param mhz the clock, as the last processor shows it at the moment; empty on ARM, where none is shown
 * @param flags what the processor can do, in the kernel's words: flags, features, or ISA extensions
 */
public record CpuFacts(
        String architecture,
        String vendor,
        String model,
        int online,
        int present,
        Optional<CpuTopology> topology,
        OptionalInt mhz,
        Set<String> flags) {

    /**
     * Checks that nothing is missing, and takes a copy of the flags.
     *
     * @param architecture as {@code uname -m} has it: {@code x86_64}, {@code aarch64}, {@code s390x}, {@code ppc64}, {@code riscv64}; empty if not told
     * @param vendor as the processor names it, {@code GenuineIntel}; on ARM the implementer's name; empty if not told
     * @param model the model's name; empty if not told
     * @param online processors on line; 0 if not told
     * @param present processors there are, those off line among them; 0 if not told
     * @param topology how they are arranged; empty if not told, or if the four numbers cannot tell it because not all nodes, sockets or cores are alike
     * @param mhz the clock, as the last processor shows it at the moment; empty on ARM, where none is shown
     * @param flags what the processor can do, in the kernel's words: flags, features, or ISA extensions
     */
    public CpuFacts {
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(vendor, "vendor");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(topology, "topology");
        Objects.requireNonNull(mhz, "mhz");
        flags = Set.copyOf(flags);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(model.isEmpty() ? "processor of a model not told" : model);
        if (!architecture.isEmpty()) {
            text.append(", ").append(architecture);
        }
        if (online > 0) {
            text.append(", ").append(online).append(online == 1 ? " CPU" : " CPUs");
            if (present > online) {
                text.append(" of ").append(present).append(" on line");
            }
        }
        topology.ifPresent(arranged -> text.append(" (").append(arranged).append(')'));
        mhz.ifPresent(clock -> text.append(", ").append(clock).append(" MHz"));
        return text.toString();
    }
}
