package org.anfitrion.api.domain;

import java.util.Objects;

/** Where a disk's content is. */
public sealed interface DiskSource {

    /**
     * An image file.
     *
     * @param path an absolute path on the host that runs the guest
     */
    record File(String path) implements DiskSource {
        /**
         * Creates the source.
         *
         * @param path an absolute path on the host that runs the guest
         * @throws org.anfitrion.api.error.InvalidSpecException if the path is not absolute
         */
        public File {
            Text.absolutePath("disk file", path);
        }
    }

    /**
     * A block device.
     *
     * @param path the device's absolute path on the host that runs the guest
     */
    record Block(String path) implements DiskSource {
        /**
         * Creates the source.
         *
         * @param path the device's absolute path on the host that runs the guest
         * @throws org.anfitrion.api.error.InvalidSpecException if the path is not absolute
         */
        public Block {
            Text.absolutePath("block device", path);
        }
    }

    /** No medium: an empty CD-ROM or floppy drive. */
    record Empty() implements DiskSource {}

    /**
     * A source that only the native configuration can express. Appears in descriptions that were read; a new disk cannot be
     * described by it.
     *
     * @param kind what the native configuration calls it
     */
    record Native(String kind) implements DiskSource {
        /**
         * Checks that nothing is missing.
         *
         * @param kind what the native configuration calls it
         */
        public Native {
            Objects.requireNonNull(kind, "kind");
        }
    }
}
