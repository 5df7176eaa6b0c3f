package org.anfitrion.driver.xen;

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
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.Command;
import org.junit.jupiter.api.Test;

/**
 * The list of 100 defined domains, with state, CPUs and memory of each, beside one {@code virsh} that is asked for the same, in
 * pairs, one of each after the other. Xen has no call for all of them at once; the bar is virsh's time.
 */
class DefinedDomainsBench {

    private static final Logger LOG = System.getLogger(DefinedDomainsBench.class.getName());

    private static final XenLab LAB = XenLab.raised();
    private static final int DOMAINS = 100;
    private static final int PAIRS = 7;
    private static final double BAR = 1;

    @Test
    void aListTakesNoLongerThanVirsh() throws IOException {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        String run = "bench-" + UUID.randomUUID() + "-";
        List<Domain> domains = new ArrayList<>();
        try (Hypervisor host = Hypervisors.connect(XenHost.shared(LAB).uri())) {
            try {
                for (int i = 0; i < DOMAINS; i++) {
                    domains.add(host.domains().define(spec(run + i)));
                }
                compare(host, domains, run);
            } finally {
                domains.forEach(DefinedDomainsBench::clear);
            }
        }
    }

    private static void compare(Hypervisor host, List<Domain> domains, String run) throws IOException {
        Set<String> names = domains.stream().map(Domain::name).collect(Collectors.toSet());
        double[] quotients = new double[PAIRS];
        StringBuilder table =
                new StringBuilder("%d domains of Xen's   virsh      list   times virsh%n".formatted(DOMAINS));
        for (int pair = -1; pair < PAIRS; pair++) {
            long begin = System.nanoTime();
            String said = virsh(names);
            long between = System.nanoTime();
            List<DomainInfo> rows = host.domains().list();
            long end = System.nanoTime();
            assertEquals(DOMAINS, said.split("Max memory:", -1).length - 1, "domains that virsh described");
            assertEquals(
                    names,
                    rows.stream()
                            .map(DomainInfo::name)
                            .filter(name -> name.startsWith(run))
                            .collect(Collectors.toSet()));
            if (pair >= 0) { // the first loads code
                quotients[pair] = (double) (end - between) / (between - begin);
                table.append("%25d ms %6d ms %10.2f%n"
                        .formatted((between - begin) / 1_000_000, (end - between) / 1_000_000, quotients[pair]));
            }
        }
        Arrays.sort(quotients);
        double median = quotients[PAIRS / 2];
        table.append("the median is %.2f, the bar %.2f%n".formatted(median, BAR));
        LOG.log(Level.INFO, () -> System.lineSeparator() + table);
        Files.writeString(Files.createDirectories(Path.of("target", "bench")).resolve("xen.txt"), table.toString());
        assertTrue(median <= BAR, table::toString);
    }

    private static DomainSpec spec(String name) {
        return DomainSpec.named(name)
                .guestType(GuestType.PARAVIRTUAL)
                .boot(LAB.idle())
                .memory(DataSize.mebibytes(32))
                .build();
    }

    /** One process and one connection, all commands in it. */
    private static String virsh(Set<String> names) {
        List<String> commands = new ArrayList<>(List.of("list --all"));
        names.forEach(name -> commands.add("dominfo " + name));
        return Command.of("virsh", "-c", XenHost.shared(LAB).uri(), String.join("; ", commands))
                .run(Deadline.after(Duration.ofMinutes(2)))
                .orThrow()
                .output();
    }

    private static void clear(Domain domain) {
        try {
            domain.undefine();
        } catch (HypervisorException e) {
            LOG.log(Level.WARNING, "cannot remove " + domain, e);
        }
    }
}
