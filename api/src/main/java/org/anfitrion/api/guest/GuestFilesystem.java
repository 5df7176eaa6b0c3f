package org.anfitrion.api.guest;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.unit.DataSize;

/**
 * A file system that a guest has mounted.
 *
 * @param mountPoint where
 * @param device what, in the guest's words
 * @param type its type, such as {@code ext4}
 * @param total what it can hold
 * @param used what of it is used
 * @param disks the targets of the drives that it is on, if told
 */
public record GuestFilesystem(
        String mountPoint,
        String device,
        String type,
        Optional<DataSize> total,
        Optional<DataSize> used,
        List<String> disks) {

    /**
     * Checks that nothing is missing.
     *
     * @param mountPoint where
     * @param device what, in the guest's words
     * @param type its type, such as {@code ext4}
     * @param total what it can hold
     * @param used what of it is used
     * @param disks the targets of the drives that it is on, if told
     */
    public GuestFilesystem {
        Objects.requireNonNull(mountPoint, "mountPoint");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(total, "total");
        Objects.requireNonNull(used, "used");
        disks = List.copyOf(disks);
    }
}
