package org.anfitrion.driver.vbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.ProvisioningFacet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Appliance files, and work that takes long. */
class AppliancesIT {

    private static Bed bed;

    @BeforeAll
    static void aVirtualBox() {
        bed = Bed.made();
    }

    @AfterAll
    static void theEnd() {
        if (bed != null) {
            bed.close();
        }
    }

    private static ProvisioningFacet appliances() {
        return bed.facet(ProvisioningFacet.class);
    }

    @Test
    void anOvfWithItsImagesIsWrittenAndReadAndTellsItsProgress() {
        DomainId id = bed.define(domain -> domain.cpus(2)
                .description("packed & \"sent\"")
                .disk(DiskSpec.file(bed.home().disk()).target("sda")));
        VdiImage.write(Path.of(Bed.path(bed.disk(id, "sda"))), new byte[0], "inside".getBytes(US_ASCII));
        String file =
                bed.home().folder("some appliances").resolve("an appliance.ovf").toString();
        Told told = new Told(Long.MAX_VALUE);
        appliances().export(id, file, told);
        assertTrue(told.percents.contains(100L), told.percents::toString);
        assertThrows(AlreadyExistsException.class, () -> appliances().export(id, file, Progress.unwatched()));
        String name = "unpacked " + UUID.randomUUID();
        DomainId unpacked =
                appliances().importFrom(file, name, Progress.unwatched()).id();
        assertEquals(name, bed.row(unpacked).name());
        assertEquals(2, bed.read(unpacked, View.CONFIG).cpus().current());
        Path image = Path.of(Bed.path(bed.disk(unpacked, "sda")));
        assertArrayEquals("inside".getBytes(US_ASCII), LabDrives.read(bed.home(), image, 6));
    }

    @Test
    void aCloneThatIsCancelledOnTheWayLeavesNoMachineAndNoFile() throws IOException {
        Path large = bed.home().folder("disks").resolve("large.vdi");
        bed.home()
                .manage("createmedium", "disk", "--filename", large.toString(), "--size", "600", "--variant", "Fixed");
        DomainId id = bed.define(domain -> domain.disk(DiskSpec.file(large).target("sda")));
        String name = "half-" + UUID.randomUUID();
        assertThrows(
                OperationCancelledException.class, () -> appliances().copy(id, name, CloneKind.FULL, new Told(10)));
        assertFalse(bed.home().manage("list", "vms").contains(name));
        try (Stream<Path> files = Files.walk(bed.home().folder("machines"))) {
            List<Path> left = files.filter(path -> path.toString().contains(name) && Files.isRegularFile(path))
                    .toList();
            assertEquals(List.of(), left);
        }
    }

    /** Hears percents, and cancels from one of them on. */
    private static final class Told implements Progress {

        private final List<Long> percents = new CopyOnWriteArrayList<>();
        private final long last;

        Told(long last) {
            this.last = last;
        }

        @Override
        public void report(long done, long total, WorkUnit unit) {
            percents.add(done);
        }

        @Override
        public boolean cancelled() {
            return percents.stream().anyMatch(percent -> percent >= last);
        }

        @Override
        public void onCancel(Runnable action) {
            // this test is asked whether it is cancelled
        }
    }
}
