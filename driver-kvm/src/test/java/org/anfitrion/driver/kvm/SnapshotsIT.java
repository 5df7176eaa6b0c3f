package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.Snapshot;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.snapshot.RevertState;
import org.anfitrion.api.snapshot.SnapshotInfo;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.testkit.contract.DriveFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Snapshots of a real guest: what it says afterwards shows what came back. */
class SnapshotsIT {

    private static final Lab LAB = Lab.raised();
    private static Path root;
    private GuestHost guests;
    private DriveFixture drives;

    @BeforeAll
    static void makeRoot() {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        root = LAB.root("n");
    }

    @BeforeEach
    void connect() {
        guests = GuestHost.embedded(LAB, root);
        drives = QemuDrives.in(root.resolve("drives"), LAB.emptyQcow2(), "qemu:///embed?root=" + root);
    }

    @AfterEach
    void disconnect() {
        guests.close();
    }

    private Domain domain() {
        String name = "snap-" + UUID.randomUUID();
        return guests.define(guests.guest(name).disk(drives.drive().apply(name)).build());
    }

    private static Snapshot take(Domain domain, SnapshotSpec spec) {
        return domain.snapshots().take(spec).await(GuestHost.PATIENCE);
    }

    @Test
    void aGuestGoesBackToItsMemoryAndItsDriveWhileItRunsAndWhenItIsOff() {
        Domain domain = domain();
        Console console = guests.boot(domain);
        GuestHost.run(console, "echo then >/tmp/note; echo then | dd of=/dev/vda conv=fsync 2>/dev/null");
        Snapshot warm = take(domain, SnapshotSpec.named("warm").withMemory().description("a < b & c"));
        GuestHost.run(console, "echo late >/tmp/note; echo late | dd of=/dev/vda conv=fsync 2>/dev/null");

        warm.revert().await(GuestHost.PATIENCE);

        assertEquals(DomainState.RUNNING, domain.state());
        assertThen(domain.console());
        domain.destroy();
        warm.revert().await(GuestHost.PATIENCE);
        assertThen(domain.console());
        assertEquals(Optional.of("a < b & c"), warm.info().description());
        assertTrue(warm.info().memory());
        warm.delete().await(GuestHost.PATIENCE);
        assertEquals(List.of(), domain.snapshots().list());
    }

    private static void assertThen(Console console) {
        String said = GuestHost.run(
                console,
                "echo 3 >/proc/sys/vm/drop_caches; echo $(cat /tmp/note) $(dd if=/dev/vda bs=4 count=1 2>/dev/null)");
        assertTrue(said.contains("then then"), said);
    }

    @Test
    void theTreeIsTheHistoryAndAParentThatIsDeletedLeavesItsChildren() {
        Domain domain = domain();
        Snapshot first = take(domain, SnapshotSpec.named("first"));
        Snapshot second = take(domain, SnapshotSpec.named("second"));
        take(domain, SnapshotSpec.named("third"));
        first.revert().await(GuestHost.PATIENCE);
        Snapshot branch = take(domain, SnapshotSpec.named("branch"));

        assertEquals(Optional.of(branch), domain.snapshots().current());
        assertEquals(Optional.of(first.id()), branch.info().parent());
        assertEquals("first", domain.snapshots().list().get(0).name());
        second.delete().await(GuestHost.PATIENCE);
        assertEquals(
                Optional.of(first.id()), domain.snapshots().get("third").info().parent());
        first.deleteWithChildren().await(GuestHost.PATIENCE);
        assertEquals(List.of(), domain.snapshots().list());
    }

    @Test
    void aDomainThatWasOffGoesBackToOffUnlessItIsAskedToRun() {
        Domain domain = domain();
        Snapshot cold = take(domain, SnapshotSpec.named("cold"));
        guests.boot(domain);

        cold.revert(RevertState.RUNNING).await(GuestHost.PATIENCE);
        domain.console().expect("READY", GuestHost.PATIENCE);
        cold.revert(RevertState.PAUSED).await(GuestHost.PATIENCE);
        assertEquals(DomainState.PAUSED, domain.state());
        cold.revert().await(GuestHost.PATIENCE);

        assertEquals(DomainState.SHUT_OFF, domain.state());
    }

    @Test
    void insideTheDrivesOfARunningDomainThereIsNoSnapshotWithoutMemory() {
        Domain domain = domain();
        assertTrue(domain.support(Feature.SNAPSHOTS).isYes());
        domain.start();

        assertTrue(domain.support(Feature.SNAPSHOTS).reason().contains("keeps the memory too"));
        assertThrows(UnsupportedCapabilityException.class, () -> take(domain, SnapshotSpec.named("cold")));
        domain.destroy();
        SnapshotSpec warm = SnapshotSpec.named("warm").withMemory();
        assertThrows(InvalidStateException.class, () -> take(domain, warm));
        assertEquals(List.of(), domain.snapshots().list());
    }

    @Test
    void drivesGoOnInNewFilesAndAreOneAgainWhenTheSnapshotIsDeleted() {
        Domain domain = domain();
        Console console = guests.boot(domain);
        String before = drive(domain);
        Snapshot layer = take(domain, SnapshotSpec.named("layer").asExternal());
        String after = drive(domain);
        SnapshotInfo info = layer.info();
        assertTrue(info.external() && !info.memory(), info::toString);
        assertFalse(before.equals(after), "the drive is still " + before);
        GuestHost.run(console, "echo late | dd of=/dev/vda conv=fsync 2>/dev/null");

        assertTrue(domain.support(Feature.SNAPSHOT_REVERT).isNo());
        UnsupportedCapabilityException refused = assertThrows(
                UnsupportedCapabilityException.class, () -> layer.revert().await(GuestHost.PATIENCE));
        assertTrue(refused.getMessage().contains("9.9.0"), refused::getMessage);
        layer.delete().await(GuestHost.PATIENCE);

        assertEquals(before, drive(domain));
        assertFalse(Files.exists(Path.of(after)), after + " is still there");
        String said = GuestHost.run(console, "dd if=/dev/vda bs=4 count=1 2>/dev/null");
        assertTrue(said.contains("late"), said);
    }

    private static String drive(Domain domain) {
        DiskSpec disk = domain.describe(View.LIVE).spec().disks().get(0);
        return ((DiskSource.File) disk.source()).path();
    }
}
