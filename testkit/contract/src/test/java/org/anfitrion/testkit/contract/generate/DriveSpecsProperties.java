package org.anfitrion.testkit.contract.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.anfitrion.api.backup.BackupDisk;
import org.anfitrion.api.backup.BackupSpec;
import org.anfitrion.api.block.CommitSpec;
import org.anfitrion.api.block.CopySpec;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.snapshot.SnapshotSpec;

/** What cannot be done with drives cannot be described. */
class DriveSpecsProperties {

    @Property
    void everyIllegalNameOfASnapshotIsRefused(@ForAll("illegalNames") String name) {
        assertThrows(InvalidSpecException.class, () -> SnapshotSpec.named(name));
    }

    @Property
    void everyPathThatIsNotAbsoluteIsRefused(@ForAll("illegalPaths") String path) {
        Optional<String> image = Optional.of(path);
        assertThrows(InvalidSpecException.class, () -> CopySpec.to(path, DiskFormat.RAW));
        assertThrows(InvalidSpecException.class, () -> new CommitSpec(image, Optional.empty()));
        assertThrows(InvalidSpecException.class, () -> new CommitSpec(Optional.empty(), image));
        assertThrows(InvalidSpecException.class, () -> new BackupDisk("vda", path, DiskFormat.RAW));
    }

    @Property
    void aBackupHasEachDriveOnce(@ForAll("backups") BackupSpec spec) {
        List<BackupDisk> twice = new ArrayList<>(spec.disks());
        twice.add(spec.disks().get(0));
        assertThrows(InvalidSpecException.class, () -> new BackupSpec(twice, spec.since(), spec.checkpoint()));
        assertThrows(InvalidSpecException.class, () -> new BackupSpec(List.of(), spec.since(), spec.checkpoint()));
        assertEquals(spec, new BackupSpec(spec.disks(), spec.since(), spec.checkpoint()));
    }

    @Provide
    Arbitrary<String> illegalNames() {
        return DomainNames.illegal();
    }

    @Provide
    Arbitrary<String> illegalPaths() {
        return DriveSpecs.illegalPaths();
    }

    @Provide
    Arbitrary<BackupSpec> backups() {
        return DriveSpecs.backups();
    }
}
