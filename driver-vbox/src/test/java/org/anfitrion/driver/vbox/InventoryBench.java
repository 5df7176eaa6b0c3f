package org.anfitrion.driver.vbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.driver.vbox.manage.MachineReadable;
import org.junit.jupiter.api.Test;

/**
 * The list of 200 machines beside one {@code showvminfo --machinereadable} for each, in pairs, one of each after the other. The
 * bar is 20 times as fast, with the right state of every machine.
 */
class InventoryBench {

    private static final Logger LOG = System.getLogger(InventoryBench.class.getName());

    private static final int MACHINES = 200;
    private static final int PAIRS = 3;
    private static final double BAR = 20;

    @Test
    void aListOfManyMachinesIsMuchFasterThanAskingForEach() throws IOException {
        Lab lab = Lab.raised();
        assumeTrue(lab.unobtainable().isEmpty(), () -> lab.unobtainable().orElse(""));
        Home home = Home.in(lab);
        List<UUID> machines = new ArrayList<>();
        for (int i = 0; i < MACHINES; i++) {
            UUID uuid = UUID.randomUUID();
            home.manage("createvm", "--name", "machine " + i, "--uuid", uuid.toString(), "--register");
            machines.add(uuid);
        }
        try (Hypervisor host = Hypervisors.connect(home.uri())) {
            running(home, machines.get(0));
            running(home, machines.get(1));
            host.domains().get("machine 1").suspend();
            running(home, machines.get(2));
            host.domains().get("machine 2").savedState().save().await(Duration.ofMinutes(1));
            host.domains().list();
            StringBuilder table = new StringBuilder("%d machines   one by one   list     times%n".formatted(MACHINES));
            double worst = Double.MAX_VALUE;
            for (int pair = 0; pair < PAIRS; pair++) {
                long begin = System.nanoTime();
                Map<UUID, DomainState> each = new TreeMap<>();
                machines.forEach(uuid -> each.put(uuid, state(home, uuid)));
                long between = System.nanoTime();
                Map<UUID, DomainState> listed = host.domains().list().stream()
                        .collect(Collectors.toMap(row -> row.uuid().orElseThrow(), DomainInfo::state));
                long end = System.nanoTime();
                assertEquals(each, listed, "the states of the machines");
                double times = (double) (between - begin) / (end - between);
                worst = Math.min(worst, times);
                table.append("%14s %9d ms %6d ms %8.0f%n"
                        .formatted("", (between - begin) / 1_000_000, (end - between) / 1_000_000, times));
            }
            double times = worst;
            LOG.log(Level.INFO, () -> System.lineSeparator() + table);
            Files.writeString(
                    Files.createDirectories(Path.of("target", "bench")).resolve("table.txt"), table.toString());
            assertTrue(times >= BAR, () -> "the list is only " + times + " times as fast");
        } finally {
            for (UUID machine : machines.subList(0, 2)) {
                home.manage("controlvm", machine.toString(), "poweroff");
            }
        }
    }

    private static void running(Home home, UUID machine) {
        home.manage("modifyvm", machine.toString(), "--vm-execution-engine=interpreter", "--audio-enabled=off");
        home.manage("startvm", machine.toString(), "--type", "headless");
    }

    private static DomainState state(Home home, UUID machine) {
        String state = MachineReadable.parse(home.manage("showvminfo", machine.toString(), "--machinereadable"))
                .value("VMState")
                .orElseThrow();
        return switch (state) {
            case "running" -> DomainState.RUNNING;
            case "paused" -> DomainState.PAUSED;
            case "poweroff", "saved", "aborted" -> DomainState.SHUT_OFF;
            default -> throw new AssertionError("no machine here should be " + state);
        };
    }
}
