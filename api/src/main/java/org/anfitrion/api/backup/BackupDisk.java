package org.anfitrion.api.backup;

import java.util.Objects;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * Where the backup of one drive goes. Immutable.
 *
 * @param target the drive, by the name of the device for the guest
 * @param file the file that is written, by its absolute path on the host; in a pull, where changes of the meantime
 * are kept
 * @param format the format of that file
 */
public record BackupDisk(String target, String file, DiskFormat format) {

    /**
     * Creates the description.
     *
     * @param target the drive, by the name of the device for the guest
     * @param file the file that is written, by its absolute path on the host; in a pull, where changes of the
     * meantime are kept
     * @param format the format of that file
     * @throws InvalidSpecException if the target is not a word or the path not absolute
     */
    public BackupDisk {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(format, "format");
        Text.token("disk target", target);
        Text.absolutePath("backup file", file);
    }
}
