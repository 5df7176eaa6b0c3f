package org.anfitrion.driver.kvm.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.statistics.DomainStatistics;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.DomainInfo;
import org.libvirt.LibvirtException;

/** A whole inventory: name, UUID, state, CPUs, memory and every statistic of every domain, by three ways in turns. */
final class InventoryRace {

    private static final int WARM_UP = 25;
    private static final int ROUNDS = 31;
    private static final int SLOW_ROUNDS = 7;
    private static final double MILLISECOND = 1e6;

    /** State, CPU time, balloon, CPUs, cards and drives: what this library asks for. */
    private static final String GROUPS = "63";

    /** The name of every domain's drive. */
    private static final String DRIVE = "vda";

    private final String uri;
    private final Hypervisor host;
    private final Path program;
    /** What was read, so that nothing of it can be left out. */
    private long sum;

    InventoryRace(String uri, Hypervisor host, Path program) {
        this.uri = uri;
        this.host = host;
        this.program = program;
    }

    List<Result> run(int domains) throws IOException, LibvirtException {
        Samples ours = new Samples();
        Samples inC = new Samples();
        Samples libvirtJava = new Samples();
        Connect connect = new Connect(uri, true);
        try (NativeProgram other = NativeProgram.start(program, uri, GROUPS)) {
            for (int i = 0; i < WARM_UP; i++) {
                ours(domains);
                inC(other, domains);
            }
            libvirtJava(connect, domains);
            for (int i = 0; i < ROUNDS; i++) {
                ours.add(ours(domains));
                inC.add(inC(other, domains));
                if (i % (ROUNDS / SLOW_ROUNDS) == 0) {
                    libvirtJava.add(libvirtJava(connect, domains));
                }
            }
        } finally {
            connect.close();
        }
        double mine = ours.median() / MILLISECOND;
        List<Result> results = new ArrayList<>();
        results.add(Result.atMost(
                "inventory of " + domains + " domains, to a C program",
                mine,
                inC.median() / MILLISECOND,
                "ms",
                1.3,
                1.15));
        results.add(Result.faster(
                "inventory of " + domains + " domains, faster than libvirt-java",
                mine,
                libvirtJava.median() / MILLISECOND,
                "ms",
                5,
                7));
        return results;
    }

    /** What one domain costs, in microseconds. */
    double costOfOne(int domains) {
        Samples samples = new Samples();
        for (int i = 0; i < ROUNDS; i++) {
            samples.add(ours(domains));
        }
        return samples.median() / domains / 1e3;
    }

    private long ours(int domains) {
        long began = System.nanoTime();
        List<DomainStatistics> rows = host.statistics().list(DomainFilter.all());
        for (DomainStatistics row : rows) {
            sum += row.name().length() + row.domain().uuid().orElseThrow().getLeastSignificantBits();
            sum += row.state().ordinal()
                    + row.domain().cpus()
                    + row.domain().memory().bytes();
            sum += row.cpu().map(cpu -> cpu.total().toNanos()).orElse(0L);
            sum += row.memory().map(memory -> memory.maximum().bytes()).orElse(0L);
            sum += row.disks().size() + row.nics().size();
        }
        long took = System.nanoTime() - began;
        check(domains, rows.size());
        return took;
    }

    private long inC(NativeProgram other, int domains) {
        other.ask();
        String[] answer = other.answer();
        sum += answer[2].length();
        check(domains, Integer.parseInt(answer[1]));
        return Long.parseLong(answer[0]);
    }

    /**
     * The same by one call for each: its XML says which drives it has, and each drive is asked for its sizes, which is all
     * that libvirt counts of a domain that does not run. That the XML would have to be understood is not even counted.
     */
    private long libvirtJava(Connect connect, int domains) throws LibvirtException {
        long began = System.nanoTime();
        Domain[] all = connect.listAllDomains(0);
        for (Domain domain : all) {
            DomainInfo info = domain.getInfo();
            sum += domain.getName().length() + domain.getUUIDString().length();
            sum += info.state.ordinal() + info.nrVirtCpu + info.memory + info.maxMem + info.cpuTime;
            sum += domain.getXMLDesc(0).length();
            sum += domain.blockInfo(DRIVE).getCapacity();
            domain.free();
        }
        long took = System.nanoTime() - began;
        check(domains, all.length);
        return took;
    }

    private static void check(int domains, int found) {
        if (found < domains) {
            throw new IllegalStateException("only " + found + " of " + domains + " domains were found");
        }
    }

    long sum() {
        return sum;
    }
}
