package org.anfitrion.libvirt.xml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.CpuSet;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.NumaCell;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.libvirt.xml.domain.CpuElement;
import org.anfitrion.libvirt.xml.domain.CpuNumaElement;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.NumaCellElement;
import org.anfitrion.libvirt.xml.domain.NumaNodeElement;
import org.anfitrion.libvirt.xml.domain.NumaTuningElement;

/** The guest's NUMA nodes: {@code <numa>} lays them out, {@code <numatune>} says where the host takes their memory from. */
final class NumaConcern implements Concern {

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        to.numa(read(from));
    }

    /** Reads the nodes; none if they are not what a description can say, such as a node without CPUs. */
    private static List<NumaCell> read(DomainElement from) {
        List<NumaCellElement> elements = elements(from);
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

    private static List<NumaCellElement> elements(DomainElement from) {
        return from.cpu == null || from.cpu.numa == null ? List.of() : from.cpu.numa.cells;
    }

    private static Optional<NumaCell> cell(DomainElement from, NumaCellElement element, int place) {
        if (element.id != null && !element.id.equals(Integer.toString(place))) {
            return Optional.empty();
        }
        return Tolerant.value(element.cpus, CpuSet::parse)
                .flatMap(cpus -> ScaledSize.parse(element.memory, element.unit, "KiB")
                        .map(memory -> new NumaCell(cpus, memory, hostNodes(from, place))));
    }

    private static Optional<CpuSet> hostNodes(DomainElement from, int place) {
        return tuned(from, place)
                .filter(node -> "strict".equals(node.mode))
                .flatMap(node -> Tolerant.value(node.nodeset, CpuSet::parse));
    }

    private static Optional<NumaNodeElement> tuned(DomainElement from, int place) {
        return Optional.ofNullable(from.numaTuning).flatMap(tuning -> tuning.nodes.stream()
                .filter(node -> Integer.toString(place).equals(node.cellId))
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
        CpuElement cpu = Objects.requireNonNullElseGet(domain.cpu, CpuElement::new);
        domain.cpu = cpu;
        CpuNumaElement numa = Objects.requireNonNullElseGet(cpu.numa, CpuNumaElement::new);
        if (!wanted.isEmpty() || !base.isEmpty()) {
            cpu.numa = wanted.isEmpty() ? null : numa;
        }
        while (numa.cells.size() > wanted.size()) {
            numa.cells.remove(numa.cells.size() - 1);
        }
        for (int place = 0; place < wanted.size(); place++) {
            if (place == numa.cells.size()) {
                numa.cells.add(new NumaCellElement());
            }
            NumaCell was = place < base.size() ? base.get(place) : null;
            if (!wanted.get(place).equals(was)) {
                write(change, numa.cells.get(place), wanted.get(place), place);
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

    private static void write(Change change, NumaCellElement element, NumaCell wanted, int place) {
        DataSize memory = wanted.memory();
        if (memory.bytes() % 1024 != 0) {
            throw change.unsupported("NUMA node " + place, "libvirt counts memory in KiB");
        }
        element.id = Integer.toString(place);
        element.cpus = wanted.cpus().toString();
        element.memory = Long.toString(memory.toKibibytes());
        element.unit = "KiB";
    }

    private static void writeHostNodes(
            DomainElement domain, int place, Optional<CpuSet> base, Optional<CpuSet> wanted) {
        if (base.equals(wanted)) {
            return;
        }
        NumaTuningElement tuning = Objects.requireNonNullElseGet(domain.numaTuning, NumaTuningElement::new);
        domain.numaTuning = tuning;
        Optional<NumaNodeElement> present = tuned(domain, place);
        if (wanted.isEmpty()) {
            present.ifPresent(tuning.nodes::remove);
        } else {
            NumaNodeElement node = present.orElseGet(() -> {
                NumaNodeElement added = new NumaNodeElement();
                added.cellId = Integer.toString(place);
                tuning.nodes.add(added);
                return added;
            });
            node.mode = "strict";
            node.nodeset = wanted.get().toString();
        }
    }

    /** libvirt refuses a word about a node that is not there. */
    private static void forget(DomainElement domain, int count) {
        if (domain.numaTuning != null) {
            domain.numaTuning.nodes.removeIf(node -> Tolerant.number(node.cellId, 0, 0, Integer.MAX_VALUE) >= count);
        }
    }
}
