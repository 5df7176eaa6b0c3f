package org.anfitrion.api.domain;

import java.util.Map;
import java.util.Objects;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;
import org.anfitrion.api.unit.DataSize;

/**
 * Where the files of a {@link FilesystemSpec} come from.
 */
public sealed interface FilesystemSource {

    /**
     * A directory of the host.
     *
     * @param path its absolute path on the host that runs the guest
     */
    record Directory(String path) implements FilesystemSource {

        /**
         * Creates the description.
         *
         * @param path its absolute path on the host that runs the guest
         * @throws InvalidSpecException if the path is not absolute
         */
        public Directory {
            Objects.requireNonNull(path, "path");
            Text.absolutePath("directory", path);
        }
    }

    /**
     * An image or block device with a file system in it, which the host mounts.
     *
     * @param path its absolute path on the host
     * @param format how it lays the content out
     */
    record Image(String path, DiskFormat format) implements FilesystemSource {

        /**
         * Creates the description.
         *
         * @param path its absolute path on the host
         * @param format how it lays the content out
         * @throws InvalidSpecException if the path is not absolute
         */
        public Image {
            Objects.requireNonNull(path, "path");
            Objects.requireNonNull(format, "format");
            Text.absolutePath("image", path);
        }
    }

    /**
     * A container's template: its files are copied when the domain is made.
     *
     * @param name the template's name on the host, such as {@code debian-12-x86_64}
     * @param options what the template wants to know, such as {@code release}
     */
    record Template(String name, Map<String, String> options) implements FilesystemSource {

        /**
         * Creates the description.
         *
         * @param name the template's name on the host, such as {@code debian-12-x86_64}
         * @param options what the template wants to know, such as {@code release}
         * @throws InvalidSpecException if a name or an option cannot be one
         */
        public Template {
            Objects.requireNonNull(name, "name");
            options = Map.copyOf(options);
            Text.name("template", name);
            options.forEach((key, value) -> {
                Text.token("template option", key);
                Text.oneLine("template option " + key, value);
            });
        }
    }

    /**
     * Memory of the host: empty at each start, gone at the end.
     *
     * @param size the most it can hold
     */
    record Temporary(DataSize size) implements FilesystemSource {

        /**
         * Checks that nothing is missing.
         *
         * @param size the most it can hold
         */
        public Temporary {
            Objects.requireNonNull(size, "size");
        }
    }

    /**
     * A source that only the native configuration can express. Appears in descriptions that were read; nothing can be
     * described by it.
     *
     * @param kind what the native configuration calls it
     */
    record Native(String kind) implements FilesystemSource {

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
