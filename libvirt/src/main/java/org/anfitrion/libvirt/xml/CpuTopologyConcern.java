package org.anfitrion.libvirt.xml;

import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuTopology;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.libvirt.xml.domain.CpuElement;
import org.anfitrion.libvirt.xml.domain.CpuTopologyElement;
import org.anfitrion.libvirt.xml.domain.DomainElement;

/**
 * How the CPUs are laid out. A description that leaves it open leaves it as it is, as long as the layout has as many places
 * as there are CPUs.
 */
final class CpuTopologyConcern implements Concern {

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        read(from)
                .filter(topology -> topology.places() == CpuConcern.read(from).maximum())
                .ifPresent(to::cpuTopology);
    }

    private static Optional<CpuTopology> read(DomainElement from) {
        CpuTopologyElement element = from.cpu == null ? null : from.cpu.topology;
        if (element == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CpuTopology(
                    Tolerant.number(element.sockets, 0, 0, CpuCount.LIMIT),
                    Tolerant.number(element.dies, 1, 0, CpuCount.LIMIT),
                    Tolerant.number(element.cores, 0, 0, CpuCount.LIMIT),
                    Tolerant.number(element.threads, 0, 0, CpuCount.LIMIT)));
        } catch (InvalidSpecException refused) {
            return Optional.empty(); // the rest of the description is worth reading all the same
        }
    }

    @Override
    public void write(Change change) {
        DomainElement domain = change.domain();
        Optional<CpuTopology> wanted = change.wanted().cpuTopology();
        Optional<CpuTopology> base = change.base().flatMap(DomainSpec::cpuTopology);
        boolean fits = base.filter(it -> it.places() == change.wanted().cpus().maximum())
                .isPresent();
        if (wanted.equals(base) || (wanted.isEmpty() && (base.isEmpty() || fits))) {
            return;
        }
        CpuElement cpu = Objects.requireNonNullElseGet(domain.cpu, CpuElement::new);
        domain.cpu = cpu;
        if (wanted.isPresent()) {
            cpu.topology = Objects.requireNonNullElseGet(cpu.topology, CpuTopologyElement::new);
            write(cpu.topology, wanted.get());
        } else {
            cpu.topology = null;
        }
        change.note("CPU topology", text(base), text(wanted));
    }

    private static void write(CpuTopologyElement element, CpuTopology wanted) {
        element.sockets = Integer.toString(wanted.sockets());
        element.dies = wanted.dies() == 1 && element.dies == null ? null : Integer.toString(wanted.dies());
        element.cores = Integer.toString(wanted.cores());
        element.threads = Integer.toString(wanted.threads());
    }

    private static String text(Optional<CpuTopology> topology) {
        return topology.map(it -> it.sockets() + "x" + it.dies() + "x" + it.cores() + "x" + it.threads())
                .orElse("open");
    }
}
