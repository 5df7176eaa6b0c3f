package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.Console;
import org.anfitrion.api.Domain;
import org.anfitrion.api.block.CommitSpec;
import org.anfitrion.api.block.CopySpec;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.snapshot.SnapshotSpec;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work on the images of a drive that a real guest reads and writes meanwhile. */
class BlockJobsIT {

    private static final Lab LAB = Lab.raised();
    private GuestHost guests;
    private Path place;
    private Path image;
    private Domain domain;
    private Console console;

    @BeforeEach
    void boot() throws IOException {
        assumeTrue(LAB.unobtainable().isEmpty(), () -> LAB.unobtainable().orElse(""));
        place = Files.createDirectories(LAB.place("j"));
        guests = GuestHost.at(LAB, LAB.daemon(), place);
        image = LAB.disk(place);
        domain = guests.define(guests.guest("jobs-" + UUID.randomUUID())
                .disk(DiskSpec.file(image).target("vda"))
                .build());
        console = guests.boot(domain);
    }

    @AfterEach
    void disconnect() {
        if (guests != null) {
            guests.close();
        }
    }

    @Test
    void aGuestSeesItsDriveGrow() {
        domain.blockJobs().resize("vda", DataSize.mebibytes(64));

        String size = GuestHost.run(
                console, "until [ $(cat /sys/block/vda/size) = 131072 ]; do sleep 1; done; cat /sys/block/vda/size");
        assertTrue(size.contains("131072"), size);
        assertThrows(InvalidSpecException.class, () -> domain.blockJobs().resize("vda", DataSize.mebibytes(1)));
    }

    @Test
    void aGuestMovesToACopyAndGoesOnThere() {
        write("before", 0);
        Path copy = place.resolve("copy.qcow2");

        domain.blockJobs()
                .copy("vda", CopySpec.to(copy.toString(), DiskFormat.QCOW2).andPivot())
                .await(GuestHost.PATIENCE);

        assertEquals(new DiskSource.File(copy.toString()), source(View.LIVE));
        assertEquals(new DiskSource.File(copy.toString()), source(View.CONFIG));
        write("after", 1);
        assertEquals(List.of(), domain.blockJobs().list());
        domain.destroy();
        domain.start();
        console = domain.console();
        console.expect("READY", GuestHost.PATIENCE);
        assertRead("before", 0);
        assertRead("after", 1);
    }

    @Test
    void aCopyAsideIsNotWrittenOverAFileThatIsThere() throws IOException {
        Path taken = Files.writeString(place.resolve("taken.qcow2"), "somebody's");

        assertThrows(AlreadyExistsException.class, () -> domain.blockJobs()
                .copy("vda", CopySpec.to(taken.toString(), DiskFormat.QCOW2))
                .await(GuestHost.PATIENCE));

        assertEquals("somebody's", Files.readString(taken));
        assertEquals(new DiskSource.File(image.toString()), source(View.LIVE));
    }

    @Test
    void layersAreWrittenDownAndFetchedUpUnderARunningGuest() {
        write("below", 0);
        domain.snapshots().take(SnapshotSpec.named("first").asExternal()).await(GuestHost.PATIENCE);
        write("middle", 1);
        domain.blockJobs().commit("vda", CommitSpec.everything()).await(GuestHost.PATIENCE);
        assertEquals(new DiskSource.File(image.toString()), source(View.LIVE));
        assertRead("below", 0);
        assertRead("middle", 1);

        domain.snapshots().take(SnapshotSpec.named("second").asExternal()).await(GuestHost.PATIENCE);
        write("above", 2);
        domain.blockJobs().pull("vda").await(GuestHost.PATIENCE);

        assertRead("middle", 1);
        assertRead("above", 2);
        assertThrows(InvalidSpecException.class, () -> domain.blockJobs()
                .commit("vda", new CommitSpec(Optional.empty(), Optional.of(image.toString())))
                .await(GuestHost.PATIENCE));
    }

    private void write(String text, int megabyte) {
        GuestHost.run(console, "echo " + text + " | dd of=/dev/vda bs=1M seek=" + megabyte + " conv=fsync 2>/dev/null");
    }

    private void assertRead(String text, int megabyte) {
        String read = GuestHost.run(
                console,
                "echo 3 >/proc/sys/vm/drop_caches; dd if=/dev/vda bs=1M skip=" + megabyte
                        + " count=1 2>/dev/null | head -n 1");
        assertTrue(read.contains(text), read);
    }

    private DiskSource source(View view) {
        return domain.describe(view).spec().disks().get(0).source();
    }
}
