package org.anfitrion.driver.vbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Hypervisor;
import org.anfitrion.api.Hypervisors;
import org.anfitrion.api.Snapshot;
import org.anfitrion.api.StoragePool;
import org.anfitrion.api.display.Screenshot;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The life of a machine, from its disk to its end, as an application leads it. */
class LifeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private static final Lab LAB = Lab.raised();

    @BeforeAll
    static void isThere() {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
    }

    /** What the guest counts is in its memory: it tells a machine that goes on from one that began anew. */
    private static void saysLine(Domain domain, int number) {
        Console console = domain.console();
        console.send("line\n");
        console.expect("LINE 000" + number, PATIENCE);
    }

    @Test
    void aMachineIsMadeRunPausedSavedPicturedTakenBackAndRemovedWithItsDisk() {
        Home home = Home.in(LAB);
        Path disk = home.guestDisk();
        try (Hypervisor host = Hypervisors.connect(home.uri())) {
            Domain domain = host.domains()
                    .define(DomainSpec.named("--a machine: $(ünïcödé), 漢; 100%")
                            .memory(DataSize.mebibytes(32))
                            .boot(Boot.bios())
                            .disk(DiskSpec.file(disk).bus(DiskBus.IDE))
                            .nic(NicSpec.userMode())
                            .console(ConsoleSpec.serial())
                            .build());
            domain.start();
            domain.console().expect("READY", PATIENCE);
            saysLine(domain, 1);

            domain.suspend();
            assertEquals(DomainState.PAUSED, domain.state(), "after pausing");
            domain.resume();
            saysLine(domain, 2);

            Snapshot live = domain.snapshots()
                    .take(SnapshotSpec.named("while it runs").withMemory())
                    .await(PATIENCE);
            assertEquals(DomainState.RUNNING, domain.state(), "after a live snapshot");
            saysLine(domain, 3);

            domain.savedState().save().await(PATIENCE);
            assertEquals(DomainState.SHUT_OFF, domain.state(), "after its state was saved");
            assertTrue(domain.savedState().exists(), "its saved state");
            domain.start();
            saysLine(domain, 4);

            Screenshot picture = domain.display().screenshot();
            assertEquals("image/png", picture.mediaType());
            assertArrayEquals(PNG, Arrays.copyOf(picture.bytes(), PNG.length), "how a picture begins");

            domain.destroy();
            assertEquals(DomainState.SHUT_OFF, domain.state(), "after its power was cut");
            live.revert().await(PATIENCE);
            saysLine(domain, 3);
            domain.destroy();
            live.delete().await(PATIENCE);
            assertEquals(Optional.empty(), domain.snapshots().current(), "the last snapshot");

            domain.undefine();
            assertFalse(domain.exists(), "a machine that was removed");
            assertTrue(Files.exists(disk), "its disk, which nobody asked to remove");
            StoragePool pool = host.pools()
                    .create(PoolSpec.directory("disks", disk.getParent().toString()));
            pool.volume(disk.getFileName().toString()).delete();
            assertFalse(Files.exists(disk), "a disk that was deleted");
        }
    }
}
