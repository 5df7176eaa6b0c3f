package org.anfitrion.driver.vbox;

import java.nio.file.Path;
import java.util.Optional;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.driver.vbox.settings.Medium;

/**
 * A drive as it hangs on a machine.
 *
 * @param controller the name of its controller
 * @param bus the kind of controller
 * @param place its place there
 * @param target how it is called in descriptions
 * @param device what kind of drive it is
 * @param medium what is in it, of the media that VirtualBox knows
 * @param hostDrive the drive of the host that it is
 */
record Drive(
        String controller,
        DriveBus bus,
        int place,
        String target,
        DiskDevice device,
        Optional<Medium> medium,
        Optional<String> hostDrive) {

    DiskSpec spec() {
        DiskSource source = hostDrive
                .<DiskSource>map(drive -> new DiskSource.Native("host drive " + drive))
                .or(() -> medium.map(Drive::source))
                .orElseGet(
                        () -> device == DiskDevice.DISK ? new DiskSource.Native("no medium") : new DiskSource.Empty());
        return new DiskSpec(
                source,
                device,
                medium.map(Drive::format).orElse(DiskFormat.RAW),
                Optional.of(bus.bus()),
                Optional.of(target),
                device == DiskDevice.CDROM,
                Optional.empty(),
                Optional.empty());
    }

    private static DiskSource source(Medium medium) {
        Path location = medium.location();
        boolean elsewhere = medium.format().equalsIgnoreCase("iSCSI") || !location.isAbsolute();
        return elsewhere ? new DiskSource.Native(medium.format()) : new DiskSource.File(location.toString());
    }

    private static DiskFormat format(Medium medium) {
        return switch (medium.format().toUpperCase(java.util.Locale.ROOT)) {
            case "VDI" -> DiskFormat.VDI;
            case "VMDK" -> DiskFormat.VMDK;
            case "VHD" -> DiskFormat.VHD;
            case "QCOW" -> DiskFormat.QCOW2;
            case "RAW" -> DiskFormat.RAW;
            default -> new DiskFormat(medium.format());
        };
    }
}
