package org.anfitrion.api.connection;

import java.util.Objects;
import java.util.Set;

/**
 * What a driver says about itself, without touching any backend.
 *
 * @param name the driver's name, such as {@code kvm}
 * @param description one line for people
 * @param schemes the URI schemes it takes, without transport: {@code qemu} stands for {@code qemu+ssh} too
 * @param spiLevel the level of the SPI that it was written for
 * @param lastResort whether it gives way to any other driver that takes the scheme
 */
public record DriverInfo(String name, String description, Set<String> schemes, int spiLevel, boolean lastResort) {

    /**
     * Checks that nothing is missing.
     *
     * @param name the driver's name, such as {@code kvm}
     * @param description one line for people
     * @param schemes the URI schemes it takes, without transport: {@code qemu} stands for {@code qemu+ssh} too
     * @param spiLevel the level of the SPI that it was written for
     * @param lastResort whether it gives way to any other driver that takes the scheme
     */
    public DriverInfo {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(description, "description");
        schemes = Set.copyOf(schemes);
    }
}
