package org.anfitrion.api.domain;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * A disk, CD-ROM or floppy drive of a domain.
 *
 * <p>What is left open (bus, target) the driver chooses as its users would expect, and says in the description read back.
 *
 * <pre>{@code
 * DiskSpec.file(Path.of("/srv/web.qcow2")).bus(DiskBus.SCSI)
 * DiskSpec.cdrom(Path.of("/srv/debian.iso"))
 * }</pre>
 *
 * @param source where the content is
 * @param device the kind of drive
 * @param format how the source lays the content out
 * @param bus how the guest sees it; empty leaves it to the driver
 * @param target the name of the device for the guest, such as {@code vda}, unique in a domain; empty leaves it to the
 *     driver. A hint to the guest, but the backend's key for this disk
 * @param readOnly whether the guest may not write
 * @param serial the serial number that the guest sees
 * @param limits how fast it may be read and written; empty leaves it to the driver
 */
public record DiskSpec(
        DiskSource source,
        DiskDevice device,
        DiskFormat format,
        Optional<DiskBus> bus,
        Optional<String> target,
        boolean readOnly,
        Optional<String> serial,
        Optional<IoLimits> limits)
        implements DeviceSpec {

    /**
     * Creates a description.
     *
     * @param source where the content is
     * @param device the kind of drive
     * @param format how the source lays the content out
     * @param bus how the guest sees it; empty leaves it to the driver
     * @param target the name of the device for the guest, such as {@code vda}, unique in a domain; empty leaves it to the driver. A hint to the guest, but the backend's key for this disk
     * @param readOnly whether the guest may not write
     * @param serial the serial number that the guest sees
     * @param limits how fast it may be read and written; empty leaves it to the driver
     * @throws InvalidSpecException if it is impossible: a hard disk without a medium, a malformed target
     */
    public DiskSpec {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(bus, "bus");
        Objects.requireNonNull(limits, "limits");
        target.ifPresent(name -> Text.token("disk target", name));
        serial.ifPresent(text -> Text.oneLine("disk serial", text));
        if (source instanceof DiskSource.Empty && device == DiskDevice.DISK) {
            throw InvalidSpecException.of("disk", device, "only a CD-ROM or floppy drive can be empty");
        }
    }

    /**
     * Describes a hard disk in an image file. A name that ends in {@code .qcow2}, {@code .vmdk}, {@code .vdi} or {@code
     * .vhd} says the format, everything else is raw. The file's content is never asked: the guest can write it.
     *
     * @param path an absolute path on the host that runs the guest
     * @return the description
     * @throws InvalidSpecException if the path is not absolute
     */
    public static DiskSpec file(Path path) {
        return file(path.toString());
    }

    /**
     * Describes a hard disk in an image file, as {@link #file(Path)} does.
     *
     * @param path an absolute path on the host that runs the guest
     * @return the description
     * @throws InvalidSpecException if the path is not absolute
     */
    public static DiskSpec file(String path) {
        return of(new DiskSource.File(path), DiskDevice.DISK, formatByName(path), false);
    }

    /**
     * Describes a hard disk on a block device.
     *
     * @param path the device's absolute path on the host that runs the guest
     * @return the description
     * @throws InvalidSpecException if the path is not absolute
     */
    public static DiskSpec block(String path) {
        return of(new DiskSource.Block(path), DiskDevice.DISK, DiskFormat.RAW, false);
    }

    /**
     * Describes a CD-ROM drive with an image in it.
     *
     * @param path the image's absolute path on the host that runs the guest
     * @return the description
     * @throws InvalidSpecException if the path is not absolute
     */
    public static DiskSpec cdrom(Path path) {
        return of(new DiskSource.File(path.toString()), DiskDevice.CDROM, DiskFormat.RAW, true);
    }

    /**
     * Describes a CD-ROM drive with nothing in it.
     *
     * @return the description
     */
    public static DiskSpec emptyCdrom() {
        return of(new DiskSource.Empty(), DiskDevice.CDROM, DiskFormat.RAW, true);
    }

    private static DiskSpec of(DiskSource source, DiskDevice device, DiskFormat format, boolean readOnly) {
        return new DiskSpec(
                source,
                device,
                format,
                Optional.empty(),
                Optional.empty(),
                readOnly,
                Optional.empty(),
                Optional.empty());
    }

    private static DiskFormat formatByName(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return switch (extension) {
            case "qcow2" -> DiskFormat.QCOW2;
            case "vmdk" -> DiskFormat.VMDK;
            case "vdi" -> DiskFormat.VDI;
            case "vhd", "vpc" -> DiskFormat.VHD;
            default -> DiskFormat.RAW;
        };
    }

    /**
     * Sets the format.
     *
     * @param newFormat how the source lays the content out
     * @return a copy with it
     */
    public DiskSpec format(DiskFormat newFormat) {
        return new DiskSpec(source, device, newFormat, bus, target, readOnly, serial, limits);
    }

    /**
     * Sets the bus.
     *
     * @param newBus how the guest sees it
     * @return a copy with it
     */
    public DiskSpec bus(DiskBus newBus) {
        return new DiskSpec(source, device, format, Optional.of(newBus), target, readOnly, serial, limits);
    }

    /**
     * Sets the name of the device for the guest.
     *
     * @param name such as {@code vda}, unique in a domain
     * @return a copy with it
     * @throws InvalidSpecException if it is not a word
     */
    public DiskSpec target(String name) {
        return new DiskSpec(source, device, format, bus, Optional.of(name), readOnly, serial, limits);
    }

    /**
     * Makes the disk read-only for the guest.
     *
     * @return a copy that is
     */
    public DiskSpec asReadOnly() {
        return new DiskSpec(source, device, format, bus, target, true, serial, limits);
    }

    /**
     * Sets the serial number that the guest sees.
     *
     * @param text the serial number, on one line
     * @return a copy with it
     * @throws InvalidSpecException if it has more than one line
     */
    public DiskSpec serial(String text) {
        return new DiskSpec(source, device, format, bus, target, readOnly, Optional.of(text), limits);
    }

    /**
     * Changes what the drive reads from.
     *
     * @param newSource where the content is
     * @return a copy with it
     * @throws InvalidSpecException if a hard disk would be empty
     */
    public DiskSpec source(DiskSource newSource) {
        return new DiskSpec(newSource, device, format, bus, target, readOnly, serial, limits);
    }

    /**
     * Sets how fast it may be read and written.
     *
     * @param newLimits the limits; {@link IoLimits#NONE} takes them away
     * @return a copy with them
     */
    public DiskSpec limits(IoLimits newLimits) {
        return new DiskSpec(source, device, format, bus, target, readOnly, serial, Optional.of(newLimits));
    }

    /**
     * Describes a hard disk on a volume of a pool.
     *
     * @param pool the pool's name
     * @param volume the volume's name
     * @param format how the volume lays its content out
     * @return the description
     * @throws InvalidSpecException if a name cannot be one
     */
    public static DiskSpec volume(String pool, String volume, DiskFormat format) {
        return of(new DiskSource.Volume(pool, volume), DiskDevice.DISK, format, false);
    }

    @Override
    public Optional<DeviceKey> key() {
        return target.map(DeviceKey.Disk::new);
    }
}
