package org.anfitrion.api.host;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.anfitrion.api.domain.GuestType;
import org.anfitrion.api.unit.DataSize;

/**
 * Facts about a host and the backend that runs its guests.
 *
 * @param hostName the host's own name
 * @param product what runs the guests, such as {@code QEMU}
 * @param productVersion its version, such as {@code 7.2.17}
 * @param via what the driver speaks through, with its version, such as {@code libvirt 9.0.0}; empty if nothing
 * @param architecture the host's processor architecture, such as {@code x86_64}
 * @param cpus logical processors on line
 * @param memory memory installed
 * @param guestTypes the families of guests that run here
 * @param notes what a person should know: why guests are emulated, which of several connections was chosen
 */
public record HostInfo(
        String hostName,
        String product,
        String productVersion,
        String via,
        String architecture,
        int cpus,
        DataSize memory,
        Set<GuestType> guestTypes,
        List<String> notes) {

    /**
     * Checks that nothing is missing.
     *
     * @param hostName the host's own name
     * @param product what runs the guests, such as {@code QEMU}
     * @param productVersion its version, such as {@code 7.2.17}
     * @param via what the driver speaks through, with its version, such as {@code libvirt 9.0.0}; empty if nothing
     * @param architecture the host's processor architecture, such as {@code x86_64}
     * @param cpus logical processors on line
     * @param memory memory installed
     * @param guestTypes the families of guests that run here
     * @param notes what a person should know: why guests are emulated, which of several connections was chosen
     */
    public HostInfo {
        Objects.requireNonNull(hostName, "hostName");
        Objects.requireNonNull(product, "product");
        Objects.requireNonNull(productVersion, "productVersion");
        Objects.requireNonNull(via, "via");
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(memory, "memory");
        guestTypes = Set.copyOf(guestTypes);
        notes = List.copyOf(notes);
    }
}
