package org.anfitrion.api.storage;

import java.util.List;
import java.util.Objects;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * Where the volumes of a pool are kept.
 */
public sealed interface PoolSource {

    /**
     * A directory of the host: a volume is a file. Every backend has this one.
     *
     * @param path its absolute path on the host
     */
    record Directory(String path) implements PoolSource {

        /**
         * Creates the description.
         *
         * @param path its absolute path on the host
         * @throws InvalidSpecException if the path is not absolute
         */
        public Directory {
            Objects.requireNonNull(path, "path");
            Text.absolutePath("pool directory", path);
        }
    }

    /**
     * A file system on a block device, which the host mounts: a volume is a file.
     *
     * @param device the device's absolute path on the host
     * @param path where it is mounted
     * @param format the file system, such as {@code ext4}
     */
    record Filesystem(String device, String path, String format) implements PoolSource {

        /**
         * Creates the description.
         *
         * @param device the device's absolute path on the host
         * @param path where it is mounted
         * @param format the file system, such as {@code ext4}
         * @throws InvalidSpecException if a path is not absolute
         */
        public Filesystem {
            Objects.requireNonNull(device, "device");
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(format, "format");
            Text.absolutePath("pool device", device);
            Text.absolutePath("pool directory", path);
            Text.token("file system", format);
        }
    }

    /**
     * A file system of another host, which the host mounts: a volume is a file.
     *
     * @param host the other host's name or address
     * @param export what it exports
     * @param path where it is mounted
     * @param format the protocol, such as {@code nfs} or {@code cifs}
     */
    record NetworkFilesystem(String host, String export, String path, String format) implements PoolSource {

        /**
         * Creates the description.
         *
         * @param host the other host's name or address
         * @param export what it exports
         * @param path where it is mounted
         * @param format the protocol, such as {@code nfs} or {@code cifs}
         * @throws InvalidSpecException if a part cannot be meant
         */
        public NetworkFilesystem {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(export, "export");
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(format, "format");
            Text.oneLine("storage host", host);
            Text.oneLine("export", export);
            Text.absolutePath("pool directory", path);
            Text.token("file system", format);
        }
    }

    /**
     * A volume group of the host's logical volume manager: a volume is a logical volume.
     *
     * @param group the volume group
     * @param devices the devices that it is built from; empty if it exists
     */
    record LogicalVolumes(String group, List<String> devices) implements PoolSource {

        /**
         * Creates the description.
         *
         * @param group the volume group
         * @param devices the devices that it is built from; empty if it exists
         * @throws InvalidSpecException if the group is not a word or a path not absolute
         */
        public LogicalVolumes {
            Objects.requireNonNull(group, "group");
            devices = List.copyOf(devices);
            Text.token("volume group", group);
            devices.forEach(device -> Text.absolutePath("pool device", device));
        }
    }

    /**
     * An iSCSI target: its units are the volumes.
     *
     * @param host the portal's name or address
     * @param target the target's IQN
     */
    record Iscsi(String host, String target) implements PoolSource {

        /**
         * Creates the description.
         *
         * @param host the portal's name or address
         * @param target the target's IQN
         * @throws InvalidSpecException if a part has more than one line
         */
        public Iscsi {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(target, "target");
            Text.oneLine("storage host", host);
            Text.oneLine("iSCSI target", target);
        }
    }

    /**
     * A source that only the native configuration can express. Appears in descriptions that were read; no pool can be
     * described by it.
     *
     * @param kind what the native configuration calls it
     */
    record Native(String kind) implements PoolSource {

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
