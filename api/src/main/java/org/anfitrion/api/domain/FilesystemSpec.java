package org.anfitrion.api.domain;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * Files of the host that a guest sees: a shared directory of a virtual machine (virtiofs, 9p, a VirtualBox shared
 * folder), a mount of a container, or its root. Immutable.
 *
 * @param source where the files come from
 * @param target for a container the absolute path in it, {@code /} for its root; for a virtual machine the tag by
 * which the guest mounts it
 * @param readOnly whether the guest may not write
 * @param driver what carries it, in the backend's word, such as {@code virtiofs}; empty leaves it to the driver
 */
public record FilesystemSpec(FilesystemSource source, String target, boolean readOnly, Optional<String> driver)
        implements DeviceSpec {

    /**
     * Creates the description.
     *
     * @param source where the files come from
     * @param target for a container the absolute path in it, {@code /} for its root; for a virtual machine the tag by
     * which the guest mounts it
     * @param readOnly whether the guest may not write
     * @param driver what carries it, in the backend's word, such as {@code virtiofs}; empty leaves it to the driver
     * @throws InvalidSpecException if the target is empty or a word is none
     */
    public FilesystemSpec {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(driver, "driver");
        Text.oneLine("filesystem target", target);
        if (target.isEmpty()) {
            throw InvalidSpecException.of("filesystem target", target, "it is not empty");
        }
        driver.ifPresent(word -> Text.token("filesystem driver", word));
    }

    /**
     * Sets what carries the files.
     *
     * @param value what carries it, in the backend's word, such as {@code virtiofs}; empty leaves it to the driver
     * @return the copy
     * @throws InvalidSpecException if the whole becomes impossible
     */
    public FilesystemSpec driver(String value) {
        return new FilesystemSpec(source, target, readOnly, Optional.of(value));
    }

    /**
     * Describes a directory of the host.
     *
     * @param path its absolute path on the host that runs the guest
     * @param target the path in a container, or the tag for a virtual machine
     * @return the description
     * @throws InvalidSpecException if the path is not absolute
     */
    public static FilesystemSpec directory(String path, String target) {
        return new FilesystemSpec(new FilesystemSource.Directory(path), target, false, Optional.empty());
    }

    /**
     * Describes the root of a container, made from a template.
     *
     * @param template the template's name on the host
     * @return the description
     * @throws InvalidSpecException if the name cannot be one
     */
    public static FilesystemSpec template(String template) {
        return new FilesystemSpec(new FilesystemSource.Template(template, Map.of()), "/", false, Optional.empty());
    }

    /**
     * Makes it read-only for the guest.
     *
     * @return a copy that is
     */
    public FilesystemSpec asReadOnly() {
        return new FilesystemSpec(source, target, true, driver);
    }

    @Override
    public Optional<DeviceKey> key() {
        return Optional.of(new DeviceKey.Filesystem(target));
    }
}
