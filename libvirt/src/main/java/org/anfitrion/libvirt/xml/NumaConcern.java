package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.NumaCell;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.xml.domain.CpuNuma;
import org.anfitrion.libvirt.xml.domain.DomainCpu;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainNumaTune;
import org.anfitrion.libvirt.xml.domain.GuestCell;
import org.anfitrion.libvirt.xml.domain.NumaTuneMemNode;

/** The guest's NUMA nodes: {@code <numa>} lays them out, {@code <numatune>} says where the host takes their memory from. */
final class NumaConcern implements Concern {

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        to.numa(read(from));
    }

    /** Reads the nodes; none if they are not what a description can say, such as a node without CPUs. */
    private static List<NumaCell> read(DomainElement from) {
        List<GuestCell> elements = elements(from);
        List<NumaCell> cells = new ArrayList<>();
        Set<Integer> cpus = new HashSet<>();
        long bytes = 0;
        for (int place = 0; place < elements.size(); place++) {
            Optional<NumaCell> cell = cell(from, elements.get(place), place);
            if (cell.isEmpty() || cell.get().cpus().cpus().stream().anyMatch(cpu -> !cpus.add(cpu))) {
                return List.of();
            }
            cells.add(cell.get());
            bytes += cell.get().memory().bytes();
        }
        int most = CpuConcern.read(from).maximum();
        boolean whole = cpus.size() == most
                && cpus.stream().allMatch(cpu -> cpu < most)
                && bytes == MemoryConcern.read(from).maximum().bytes();
        return whole ? cells : List.of();
    }

    private static List<GuestCell> elements(DomainElement from) {
        return from.cpu().flatMap(DomainCpu::numa).map(CpuNuma::cells).orElse(List.of());
    }

    private static Optional<NumaCell> cell(DomainElement from, GuestCell element, int place) {
        if (element.id().filter(id -> id != place).isPresent()) {
            return Optional.empty();
        }
        return Tolerant.value(element.cpus(), CpuSet::parse)
                .flatMap(cpus -> element.memory().map(memory -> new NumaCell(cpus, memory, hostNodes(from, place))));
    }

    private static Optional<CpuSet> hostNodes(DomainElement from, int place) {
        return tuned(from, place)
                .filter(node -> node.mode().equals(Optional.of(NumaTuneMemNode.Mode.STRICT)))
                .flatMap(node -> Tolerant.value(node.nodeSet(), CpuSet::parse));
    }

    private static Optional<NumaTuneMemNode> tuned(DomainElement from, int place) {
        return from.numaTune().flatMap(tuning -> tuning.memNodes().stream()
                .filter(node -> node.cellid().filter(id -> id == place).isPresent())
                .findFirst());
    }

    @Override
    public void write(Change change) {
        List<NumaCell> wanted = change.wanted().numa();
        List<NumaCell> base = change.base().map(DomainSpec::numa).orElse(List.of());
        DomainElement domain = change.domain();
        if (base.equals(wanted)) {
            checkOthers(change, base);
            return;
        }
        if (wanted.isEmpty()) {
            domain.cpu().ifPresent(cpu -> cpu.setNuma(null));
        }
        List<GuestCell> cells =
                wanted.isEmpty() ? List.of() : domain.cpuOrNew().numaOrNew().cells();
        while (cells.size() > wanted.size()) {
            cells.remove(cells.size() - 1);
        }
        for (int place = 0; place < wanted.size(); place++) {
            if (place == cells.size()) {
                cells.add(new GuestCell());
            }
            NumaCell was = place < base.size() ? base.get(place) : null;
            if (!wanted.get(place).equals(was)) {
                write(change, cells.get(place), wanted.get(place), place);
            }
            writeHostNodes(
                    domain,
                    place,
                    was == null ? Optional.empty() : was.hostNodes(),
                    wanted.get(place).hostNodes());
        }
        forget(domain, wanted.size());
        change.note("NUMA nodes", base.size(), wanted.size());
    }

    /** libvirt lets nodes that are not described here fix the amounts, whatever is written beside them. */
    private static void checkOthers(Change change, List<NumaCell> base) {
        boolean amounts = change.concerns(spec -> spec.memory().maximum())
                || change.concerns(spec -> spec.cpus().maximum());
        if (!change.isNew()
                && base.isEmpty()
                && amounts
                && !elements(change.domain()).isEmpty()) {
            throw change.unsupported("NUMA nodes", "those of the native configuration fix how much there is at most");
        }
    }

    private static void write(Change change, GuestCell element, NumaCell wanted, int place) {
        DataSize memory = wanted.memory();
        if (memory.bytes() % 1024 != 0) {
            throw change.unsupported("NUMA node " + place, "libvirt counts memory in KiB");
        }
        element.setId((long) place).setCpus(wanted.cpus().toString()).setMemory(memory);
    }

    private static void writeHostNodes(
            DomainElement domain, int place, Optional<CpuSet> base, Optional<CpuSet> wanted) {
        if (base.equals(wanted)) {
            return;
        }
        DomainNumaTune tuning = domain.numaTuneOrNew();
        Optional<NumaTuneMemNode> present = tuned(domain, place);
        if (wanted.isEmpty()) {
            present.ifPresent(tuning::remove);
        } else {
            present.orElseGet(() -> tuning.addMemNode().setCellid((long) place))
                    .setMode(NumaTuneMemNode.Mode.STRICT)
                    .setNodeSet(wanted.get().toString());
        }
    }

    /** libvirt refuses a word about a node that is not there. */
    private static void forget(DomainElement domain, int count) {
        domain.numaTune().ifPresent(tuning -> tuning.memNodes()
                .removeIf(node -> node.cellid().filter(id -> id >= count).isPresent()));
    }
}
