package org.anfitrion.libvirt.xml;

import java.util.Optional;
import org.anfitrion.api.domain.CpuCount;
import org.anfitrion.api.domain.CpuTopology;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.libvirt.xml.domain.DomainCpu;
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
        return Tolerant.value(
                from.cpu().flatMap(DomainCpu::topology),
                element -> new CpuTopology(
                        Tolerant.number(element.sockets(), 0, 0, CpuCount.LIMIT),
                        Tolerant.number(element.dies(), 1, 0, CpuCount.LIMIT),
                        Tolerant.number(element.cores(), 0, 0, CpuCount.LIMIT),
                        Tolerant.number(element.threads(), 0, 0, CpuCount.LIMIT)));
    }

    @Override
    public void write(Change change) {
        Optional<CpuTopology> wanted = change.wanted().cpuTopology();
        Optional<CpuTopology> base = change.base().flatMap(DomainSpec::cpuTopology);
        boolean fits = base.filter(it -> it.places() == change.wanted().cpus().maximum())
                .isPresent();
        if (wanted.equals(base) || (wanted.isEmpty() && (base.isEmpty() || fits))) {
            return;
        }
        DomainCpu cpu = change.domain().cpuOrNew();
        if (wanted.isPresent()) {
            CpuTopology layout = wanted.get();
            var element = cpu.topologyOrNew();
            element.setSockets((long) layout.sockets())
                    .setCores((long) layout.cores())
                    .setThreads((long) layout.threads());
            if (layout.dies() != 1 || element.dies().isPresent()) {
                element.setDies((long) layout.dies());
            }
        } else {
            cpu.setTopology(null);
        }
        change.note("CPU topology", text(base), text(wanted));
    }

    private static String text(Optional<CpuTopology> topology) {
        return topology.map(it -> it.sockets() + "x" + it.dies() + "x" + it.cores() + "x" + it.threads())
                .orElse("open");
    }
}
