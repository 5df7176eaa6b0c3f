package org.anfitrion.api.domain;

import java.util.Objects;
import java.util.OptionalInt;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

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

    /**
     * A volume of a pool.
     *
     * @param pool the pool's name on the host
     * @param volume the volume's name in there
     */
    record Volume(String pool, String volume) implements DiskSource {
        /**
         * Creates the source.
         *
         * @param pool the pool's name on the host
         * @param volume the volume's name in there
         * @throws org.anfitrion.api.error.InvalidSpecException if a name cannot be one
         */
        public Volume {
            Text.name("pool name", pool);
            Text.name("volume name", volume);
        }
    }

    /**
     * An image on another host, which the machine itself reaches.
     *
     * @param protocol how, in libvirt's word, such as {@code nbd}, {@code rbd} or {@code iscsi}
     * @param host the other host's name or address
     * @param port its TCP port; empty is the protocol's own
     * @param name what the other host calls it
     */
    record Network(String protocol, String host, OptionalInt port, String name) implements DiskSource {
        /**
         * Creates the source.
         *
         * @param protocol how, in libvirt's word, such as {@code nbd}, {@code rbd} or {@code iscsi}
         * @param host the other host's name or address
         * @param port its TCP port; empty is the protocol's own
         * @param name what the other host calls it
         * @throws org.anfitrion.api.error.InvalidSpecException if a part cannot be meant
         */
        public Network {
            Text.token("disk protocol", protocol);
            Text.oneLine("disk host", host);
            Text.oneLine("network disk", name);
            if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > 65_535)) {
                throw InvalidSpecException.of("disk port", port.getAsInt(), "must be from 1 to 65535");
            }
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
