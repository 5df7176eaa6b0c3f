package org.anfitrion.driver.lxc.liblxc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.anfitrion.driver.lxc.config.LxcConfig;
import org.jspecify.annotations.Nullable;

/**
 * Configurations that were read before, for lists: a file that is the same as it was is not read again. One that includes others is,
 * since those may have changed. Thread-safe.
 */
final class KnownConfigs {

    private record Known(@Nullable Object key, FileTime modified, long size, LxcConfig config) {

        boolean isOf(BasicFileAttributes file) {
            return Objects.equals(key, file.fileKey())
                    && modified.equals(file.lastModifiedTime())
                    && size == file.size();
        }
    }

    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    void forget(Path file) {
        known.remove(file);
    }

    /** The configuration in a file, if there is one. */
    Optional<LxcConfig> of(Path file, Function<Path, Optional<LxcConfig>> reading) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            known.remove(file);
            return reading.apply(file); // which says what is the matter
        }
        Known before = known.get(file);
        if (before != null && before.isOf(attributes)) {
            return Optional.of(before.config());
        }
        Optional<LxcConfig> read = reading.apply(file);
        if (read.isPresent() && !read.get().text().contains("lxc.include")) {
            known.put(
                    file,
                    new Known(attributes.fileKey(), attributes.lastModifiedTime(), attributes.size(), read.get()));
        } else {
            known.remove(file);
        }
        return read;
    }
}
