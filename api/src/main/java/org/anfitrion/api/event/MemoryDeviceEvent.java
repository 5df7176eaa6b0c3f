package org.anfitrion.api.event;

import java.time.Instant;
import java.util.Objects;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.unit.DataSize;

/**
 * A memory device that can change its size did so.
 *
 * @param domain which domain
 * @param name its name at that moment
 * @param device the device, in the backend's word
 * @param size what it has now
 * @param at when this process learned of it
 */
public record MemoryDeviceEvent(DomainId domain, String name, String device, DataSize size, Instant at)
        implements DomainEvent {

    /**
     * Checks that nothing is missing.
     *
     * @param domain which domain
     * @param name its name at that moment
     * @param device the device, in the backend's word
     * @param size what it has now
     * @param at when this process learned of it
     */
    public MemoryDeviceEvent {
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(at, "at");
    }
}
