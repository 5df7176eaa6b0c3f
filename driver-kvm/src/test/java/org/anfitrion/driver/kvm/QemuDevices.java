package org.anfitrion.driver.kvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.testkit.contract.DeviceFixture;

/** Devices for guests of QEMU: drives on files of their own, a card, and media for a CD-ROM drive. */
final class QemuDevices {

    private QemuDevices() {}

    static DeviceFixture in(Path folder, Path empty) {
        return new DeviceFixture(
                List.of(
                        () -> DiskSpec.file(copy(empty, folder)),
                        () -> DiskSpec.file(copy(empty, folder)).bus(DiskBus.SCSI),
                        NicSpec::userMode),
                Optional.of(DiskSpec.cdrom(medium(folder))),
                new DiskSource.File(medium(folder).toString()),
                // A guest without anything to boot has nobody who would let go.
                Optional.of(name -> {}));
    }

    private static Path copy(Path from, Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.copy(from, folder.resolve(UUID.randomUUID() + ".qcow2"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** QEMU does not look for a file system on it. */
    private static Path medium(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.write(folder.resolve(UUID.randomUUID() + ".iso"), new byte[1 << 20]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
