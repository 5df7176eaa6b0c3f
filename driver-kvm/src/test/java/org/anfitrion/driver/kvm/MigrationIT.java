package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.UUID;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.migration.MigrationSpec;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;

/** A real guest that moves from one daemon to another and does not notice. */
class MigrationIT {

    private static final Lab LAB = Lab.raised();

    private static final MigrationSpec LIVE = MigrationSpec.whileRunning()
            .address("tcp://127.0.0.1")
            .bandwidth(DataSize.mebibytes(500))
            .maximumDowntime(Duration.ofSeconds(1));

    @Test
    void aGuestGoesOnWhereItIsMovedToThroughThisProgram() {
        moves(LIVE);
    }

    @Test
    void aGuestGoesOnWhereTheDaemonsMoveItBetweenThemselves() {
        moves(LIVE.betweenDaemons());
    }

    private static void moves(MigrationSpec how) {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        String name = "mover-" + UUID.randomUUID();
        try (Daemon daemon = Daemon.besideTheLabs(LAB, LAB.place("m"));
                GuestHost here = GuestHost.at(LAB, LAB.daemon(), LAB.place("g"));
                Hypervisor there = Hypervisors.connect(daemon.uri())) {
            Domain mover = here.define(here.guest(name).build());
            GuestHost.run(here.boot(mover), "kept=in-memory");

            Domain moved = mover.migrateTo(there, how).await(GuestHost.PATIENCE);

            assertEquals(DomainState.RUNNING, moved.state());
            assertEquals(mover.id(), moved.id());
            assertTrue(here.host().domains().find(name).isEmpty(), "it is still where it was");
            Console console = moved.console();
            assertTrue(GuestHost.run(console, "echo it is $kept").contains("it is in-memory"));
            moved.destroy();
            moved.undefine();
        }
    }
}
