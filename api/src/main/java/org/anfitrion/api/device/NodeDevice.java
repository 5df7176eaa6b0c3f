package org.anfitrion.api.device;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A device of the host itself. Immutable.
 *
 * @param name its name, unique on the host: its identity, such as {@code pci_0000_00_02_0}
 * @param parent the device that it hangs on; empty for the root
 * @param capabilities what it is, in the backend's words, such as {@code pci}, {@code net}, {@code storage}, {@code
 * usb_device}, {@code mdev}
 * @param path where the host's system shows it, such as a path under {@code /sys}
 * @param driver the host's driver that has it
 * @param properties what else is known, such as {@code vendor}, {@code product}, {@code address}
 * @param nativeConfiguration all that the backend says of it, in its own language
 */
public record NodeDevice(
        String name,
        Optional<String> parent,
        Set<String> capabilities,
        Optional<String> path,
        Optional<String> driver,
        Map<String, String> properties,
        String nativeConfiguration) {

    /**
     * Checks that nothing is missing.
     *
     * @param name its name, unique on the host: its identity, such as {@code pci_0000_00_02_0}
     * @param parent the device that it hangs on; empty for the root
     * @param capabilities what it is, in the backend's words, such as {@code pci}, {@code net}, {@code storage},
     * {@code usb_device}, {@code mdev}
     * @param path where the host's system shows it, such as a path under {@code /sys}
     * @param driver the host's driver that has it
     * @param properties what else is known, such as {@code vendor}, {@code product}, {@code address}
     * @param nativeConfiguration all that the backend says of it, in its own language
     */
    public NodeDevice {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(parent, "parent");
        capabilities = Set.copyOf(capabilities);
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(driver, "driver");
        properties = Map.copyOf(properties);
        Objects.requireNonNull(nativeConfiguration, "nativeConfiguration");
    }
}
