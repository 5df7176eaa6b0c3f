package org.anfitrion.api.probe;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts processors and finds out how they are arranged, from {@code /sys/devices/system}, in the manner of libvirt's node
 * information: cells, sockets in a cell, cores in a socket, threads in a core, each the largest number seen.
 */
final class CpuReader {

    private static final String CPUS = "/sys/devices/system/cpu";
    private static final String NODES = "/sys/devices/system/node";

    private final Tree tree;
    private final CpuInfo info;
    private final BitSet present;
    private final BitSet online;

    private CpuReader(Tree tree, CpuInfo info) {
        this.tree = tree;
        this.info = info;
        this.present = list("present").orElseGet(() -> numbered(CPUS, "cpu"));
        // A kernel whose processors cannot go off line has no such file.
        this.online = list("online").orElse(present);
    }

    static CpuFacts read(Tree tree, CpuInfo info) {
        return new CpuReader(tree, info).facts();
    }

    private CpuFacts facts() {
        int told = info.processors();
        int running = online.isEmpty() ? told : online.cardinality();
        return new CpuFacts(
                tree.line("/proc/sys/kernel/arch").map(Words::plain).orElseGet(info::architecture),
                info.vendor(),
                info.model(),
                running,
                Math.max(running, present.cardinality()),
                present.isEmpty() ? info.topology() : topology(),
                info.mhz(),
                info.flags());
    }

    private Optional<BitSet> list(String name) {
        return tree.line(CPUS + "/" + name).flatMap(CpuList::parse).filter(cpus -> !cpus.isEmpty());
    }

    /** The numbers of the entries of a folder that are called {@code cpu0}, {@code cpu1} and so on. */
    private BitSet numbered(String folder, String prefix) {
        BitSet numbers = new BitSet();
        for (String name : tree.list(folder).orElse(List.of())) {
            int number = name.startsWith(prefix) ? CpuList.number(name.substring(prefix.length())) : -1;
            if (number >= 0) {
                numbers.set(number);
            }
        }
        return numbers;
    }

    private Optional<CpuTopology> topology() {
        BitSet nodes = numbered(NODES, "node");
        Arrangement arrangement = new Arrangement();
        int counted = 0;
        for (int node = nodes.nextSetBit(0); node >= 0; node = nodes.nextSetBit(node + 1)) {
            BitSet cpus = numbered(NODES + "/node" + node, "cpu");
            cpus.and(present);
            counted += cpus.cardinality();
            arrangement.add(cpus);
        }
        if (counted == 0) {
            nodes.clear();
            nodes.set(0);
            counted = present.cardinality();
            arrangement.add(present);
        }
        CpuTopology topology = new CpuTopology(
                nodes.cardinality(), arrangement.sockets, arrangement.cores, Math.max(1, arrangement.threads));
        return topology.cpus() == counted ? Optional.of(topology) : Optional.empty();
    }

    /** The largest numbers seen so far. */
    private final class Arrangement {
        private int sockets;
        private int cores;
        private int threads;

        void add(BitSet cpus) {
            Map<Integer, Set<Integer>> coresOfSockets = new HashMap<>();
            for (int cpu = cpus.nextSetBit(0); cpu >= 0; cpu = cpus.nextSetBit(cpu + 1)) {
                if (online.get(cpu)) {
                    String topology = CPUS + "/cpu" + cpu + "/topology/";
                    // -1 and no file both mean that there is but one.
                    coresOfSockets
                            .computeIfAbsent(id(topology + "physical_package_id", 0), socket -> new HashSet<>())
                            .add(info.family() == CpuInfo.Family.S390 ? cpu : id(topology + "core_id", 0));
                    threads = Math.max(threads, siblings(topology));
                }
            }
            sockets = Math.max(sockets, coresOfSockets.size());
            coresOfSockets.values().forEach(found -> cores = Math.max(cores, found.size()));
        }

        private int siblings(String topology) {
            return tree.line(topology + "thread_siblings_list")
                    .flatMap(CpuList::parse)
                    .map(BitSet::cardinality)
                    .orElse(1);
        }

        private int id(String path, int otherwise) {
            return tree.line(path)
                    .filter(text -> text.matches("\\d{1,9}"))
                    .map(Integer::valueOf)
                    .orElse(otherwise);
        }
    }
}
