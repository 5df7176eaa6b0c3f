package org.anfitrion.driver.vbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.storage.PoolSpec;
import org.anfitrion.testkit.contract.BackendBuilder;
import org.anfitrion.testkit.contract.DeviceFixture;
import org.anfitrion.testkit.contract.DriveFixture;
import org.anfitrion.testkit.contract.GuestScreen;
import org.anfitrion.testkit.contract.ProvisioningFixture;
import org.anfitrion.testkit.contract.StorageFixture;

/** Drives, folders and screens for the rules of storage, devices, snapshots, saved memory, clones and displays. */
final class LabDrives {

    /** As a guest reads a drive: at most this much of its beginning. */
    private static final int ROOM = 1 << 20;

    private final Home home;
    private final AtomicInteger written = new AtomicInteger(1);

    private LabDrives(Home home) {
        this.home = home;
    }

    static BackendBuilder on(BackendBuilder backend, Home home) {
        LabDrives drives = new LabDrives(home);
        return backend.with(drives.pools())
                .with(drives.devices())
                .with(drives.drive())
                .with(drives.originals())
                .with(screen());
    }

    /** VirtualBox lays images over those of its own formats only. */
    private StorageFixture pools() {
        return new StorageFixture(
                name -> PoolSpec.directory(
                        name, home.folder("pools").resolve(name).toString()),
                DiskFormat.VDI,
                DiskFormat.VDI);
    }

    private DeviceFixture devices() {
        return new DeviceFixture(
                List.of(
                        () -> DiskSpec.file(home.disk()),
                        NicSpec::userMode,
                        () -> FilesystemSpec.directory(home.folder("shared").toString(), "s" + UUID.randomUUID())),
                Optional.of(DiskSpec.cdrom(dvd())),
                new DiskSource.File(dvd().toString()),
                // VirtualBox pulls a drive out whatever the guest does.
                Optional.empty());
    }

    /** VirtualBox does not look for a file system on it. */
    private Path dvd() {
        try {
            return Files.write(home.folder("dvds").resolve(UUID.randomUUID() + ".iso"), new byte[ROOM]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DriveFixture drive() {
        return new DriveFixture(
                name -> DiskSpec.file(home.disk()).target("sda"),
                name -> home.folder("saved").resolve(name).toString(),
                Optional.empty());
    }

    private ProvisioningFixture originals() {
        return new ProvisioningFixture(
                domain -> domain.disk(DiskSpec.file(home.disk())),
                drive -> Arrays.copyOf(beginning(path(drive)), written.get()),
                (drive, bytes) -> {
                    VdiImage.write(path(drive), beginning(path(drive)), bytes);
                    written.set(bytes.length);
                },
                name -> home.folder("appliances").resolve(name + ".ova").toString(),
                file -> delete(Path.of(file)));
    }

    private static Path path(DiskSpec drive) {
        return Path.of(((DiskSource.File) drive.source()).path());
    }

    private byte[] beginning(Path image) {
        return read(home, image, ROOM);
    }

    /** What a guest would read at the beginning, layers and all. */
    static byte[] read(Home home, Path image, int length) {
        Path raw = home.folder("read").resolve(UUID.randomUUID() + ".img");
        try {
            home.manage("clonemedium", "disk", image.toString(), raw.toString(), "--format", "RAW");
            home.manage("closemedium", "disk", raw.toString());
            return Arrays.copyOf(Files.readAllBytes(raw), length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(raw);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Debian's VirtualBox serves displays by VNC. */
    private static GuestScreen screen() {
        DisplaySpec display = new DisplaySpec(DisplayProtocol.VNC, "127.0.0.1", OptionalInt.empty(), Optional.empty());
        return new GuestScreen(display, UnaryOperator.identity(), Optional.empty());
    }
}
