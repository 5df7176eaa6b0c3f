package org.anfitrion.testkit.contract;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.anfitrion.api.statistics.CpuStatistics;
import org.anfitrion.api.statistics.DiskStatistics;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.NicStatistics;

/** All counters of a row, by name. */
final class Counters {

    private Counters() {}

    static Map<String, Long> of(DomainStatistics row) {
        Map<String, Long> counters = new TreeMap<>();
        counters.put("nanos", row.nanos());
        row.cpu().ifPresent(cpu -> add(counters, cpu));
        row.memory().ifPresent(memory -> {
            memory.majorFaults().ifPresent(count -> counters.put("major faults", count));
            memory.minorFaults().ifPresent(count -> counters.put("minor faults", count));
        });
        row.disks().forEach(disk -> add(counters, disk));
        row.nics().forEach(nic -> add(counters, nic));
        return counters;
    }

    private static void add(Map<String, Long> counters, CpuStatistics cpu) {
        counters.put("CPU", cpu.total().toNanos());
        cpu.user().map(Duration::toNanos).ifPresent(time -> counters.put("CPU user", time));
        cpu.system().map(Duration::toNanos).ifPresent(time -> counters.put("CPU system", time));
        for (int i = 0; i < cpu.perCpu().size(); i++) {
            counters.put("CPU " + i, cpu.perCpu().get(i).toNanos());
        }
    }

    private static void add(Map<String, Long> counters, DiskStatistics disk) {
        String name = "disk " + disk.target() + " ";
        counters.put(name + "reads", disk.readOperations());
        counters.put(name + "bytes read", disk.readBytes());
        counters.put(name + "writes", disk.writeOperations());
        counters.put(name + "bytes written", disk.writeBytes());
        disk.flushOperations().ifPresent(count -> counters.put(name + "flushes", count));
        disk.readTime().map(Duration::toNanos).ifPresent(time -> counters.put(name + "read time", time));
        disk.writeTime().map(Duration::toNanos).ifPresent(time -> counters.put(name + "write time", time));
    }

    private static void add(Map<String, Long> counters, NicStatistics nic) {
        String name = "NIC " + nic.hostInterface() + " ";
        counters.put(name + "bytes received", nic.receivedBytes());
        counters.put(name + "packets received", nic.receivedPackets());
        counters.put(name + "receive errors", nic.receiveErrors());
        counters.put(name + "receive drops", nic.receiveDrops());
        counters.put(name + "bytes sent", nic.sentBytes());
        counters.put(name + "packets sent", nic.sentPackets());
        counters.put(name + "send errors", nic.sendErrors());
        counters.put(name + "send drops", nic.sendDrops());
    }
}
