package org.anfitrion.api.block;

import java.util.Objects;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * A copy of a drive's content while the guest runs. Immutable.
 *
 * @param file the file that is written, by its absolute path on the host
 * @param format its format
 * @param pivot whether the guest goes on in the copy, and not in the original
 * @param shallow whether the copy keeps the original's backing image, and not everything
 */
public record CopySpec(String file, DiskFormat format, boolean pivot, boolean shallow) {

    /**
     * Creates the description.
     *
     * @param file the file that is written, by its absolute path on the host
     * @param format its format
     * @param pivot whether the guest goes on in the copy, and not in the original
     * @param shallow whether the copy keeps the original's backing image, and not everything
     * @throws InvalidSpecException if the path is not absolute
     */
    public CopySpec {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(format, "format");
        Text.absolutePath("copy", file);
    }

    /**
     * Copies everything to a file; the guest goes on in the original.
     *
     * @param file an absolute path on the host
     * @param format its format
     * @return the description
     * @throws InvalidSpecException if the path is not absolute
     */
    public static CopySpec to(String file, DiskFormat format) {
        return new CopySpec(file, format, false, false);
    }

    /**
     * Lets the guest go on in the copy.
     *
     * @return a copy that does
     */
    public CopySpec andPivot() {
        return new CopySpec(file, format, true, shallow);
    }
}
