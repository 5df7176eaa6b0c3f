package org.anfitrion.api.storage;

import java.util.Objects;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * The image under a thin one: what was never written in the thin one is read from there.
 *
 * @param path its absolute path on the host
 * @param format its format; said, never guessed: a guest can write what a guess would look at
 */
public record Backing(String path, DiskFormat format) {

    /**
     * Creates the description.
     *
     * @param path its absolute path on the host
     * @param format its format; said, never guessed: a guest can write what a guess would look at
     * @throws InvalidSpecException if the path is not absolute
     */
    public Backing {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(format, "format");
        Text.absolutePath("backing image", path);
    }
}
