package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.statistics.DiskStatistics;
import org.anfitrion.api.statistics.DomainStatistics;
import org.anfitrion.api.statistics.HostStatistics;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real guest uses is counted, and told together with what it is. */
class StatisticsIT {

    private static final Lab LAB = Lab.raised();
    private GuestHost guests;

    @BeforeAll
    static void haveLab() {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
    }

    @BeforeEach
    void connect() {
        guests = GuestHost.at(LAB, LAB.daemon(), LAB.place("s"));
    }

    @AfterEach
    void disconnect() {
        guests.close();
    }

    @Test
    void whatAGuestWritesIsCounted() {
        Domain domain = guests.define(guests.guest("stat-" + UUID.randomUUID())
                .disk(DiskSpec.file(LAB.freshDisk()))
                .disk(DiskSpec.emptyCdrom())
                .nic(NicSpec.userMode())
                .build());
        Console console = guests.boot(domain);
        DomainStatistics before = domain.statistics();
        GuestHost.run(console, "dd if=/dev/zero of=/dev/vda bs=64k count=16 conv=fsync");
        DomainStatistics after = domain.statistics();

        DiskStatistics written = after.disks().get(0);
        assertAll(
                () -> assertEquals(DomainState.RUNNING, after.state()),
                () -> assertEquals(1, after.domain().cpus()),
                () -> assertEquals(DataSize.mebibytes(128), after.domain().memory()),
                () -> assertEquals("vda", written.target()),
                () -> assertEquals(2, after.disks().size()),
                () -> assertTrue(
                        written.writeBytes() - before.disks().get(0).writeBytes() >= 1 << 20, written::toString),
                () -> assertTrue(written.flushOperations().orElse(0) > 0, written::toString),
                () -> assertEquals(DataSize.mebibytes(16), written.capacity().orElseThrow()),
                () -> assertTrue(cpu(after).compareTo(cpu(before)) > 0),
                () -> assertEquals(1, after.cpu().orElseThrow().perCpu().size()),
                () -> assertTrue(
                        after.memory().orElseThrow().resident().orElseThrow().bytes() > 1 << 20, after::toString));
    }

    private static Duration cpu(DomainStatistics row) {
        return row.cpu().orElseThrow().total();
    }

    @Test
    void oneQuestionAnswersForAllDomains() {
        Domain off = guests.define(guests.guest("stat-" + UUID.randomUUID())
                .disk(DiskSpec.file(LAB.freshDisk()))
                .cpus(2)
                .build());
        Domain on = guests.define(guests.guest("stat-" + UUID.randomUUID()).build());
        on.start();

        List<DomainStatistics> rows = guests.host().statistics().list(DomainFilter.all());

        DomainStatistics ofOff = row(rows, off);
        assertAll(
                () -> assertEquals(off.info().uuid(), ofOff.domain().uuid()),
                () -> assertEquals(DomainState.SHUT_OFF, ofOff.state()),
                () -> assertEquals(2, ofOff.domain().cpus()),
                () -> assertTrue(ofOff.cpu().isEmpty() && ofOff.disks().isEmpty(), "what does not run uses nothing"),
                () -> assertTrue(row(rows, on).cpu().isPresent()));
    }

    private static DomainStatistics row(List<DomainStatistics> rows, Domain domain) {
        return rows.stream()
                .filter(row -> row.id().equals(domain.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theHostTellsWhatIsFree() {
        HostStatistics host = guests.host().statistics().host();
        assertAll(
                () -> assertTrue(host.memoryTotal().compareTo(DataSize.mebibytes(256)) > 0, host::toString),
                () -> assertTrue(host.memoryFree().compareTo(host.memoryTotal()) <= 0, host::toString),
                () -> assertTrue(host.cpuBusy().compareTo(Duration.ofSeconds(1)) > 0, host::toString));
    }
}
